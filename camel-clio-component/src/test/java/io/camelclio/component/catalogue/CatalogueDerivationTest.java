package io.camelclio.component.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The catalogue's file is what Clio's OpenAPI document says. Runs only where the document is: get it from Clio's
 * developer portal and run
 *
 * <pre>mvn test -pl camel-clio-component -am -Dtest=CatalogueDerivationTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dclio.openapi=/path/to/openapi.json</pre>
 *
 * <p>With {@code -Dclio.openapi.write=true} it writes the file instead of comparing it; then look at the difference before
 * committing, since every word of it is a promise to users of the component.
 */
class CatalogueDerivationTest {

    @Test
    void theFileIsWhatTheDocumentSays() throws IOException {
        String document = System.getProperty("clio.openapi");
        assumeTrue(document != null, "needs -Dclio.openapi=<Clio's OpenAPI document>");

        String derived = new CatalogueFile(new OpenApiDocument(Path.of(document))).text();

        if (Boolean.getBoolean("clio.openapi.write")) {
            Files.writeString(CatalogueFile.PATH, derived);
        }
        assertThat(Files.readString(CatalogueFile.PATH)).isEqualTo(derived);
    }
}
