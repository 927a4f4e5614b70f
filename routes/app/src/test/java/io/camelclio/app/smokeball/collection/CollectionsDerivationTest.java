package io.camelclio.app.smokeball.collection;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The file of collections says nothing that Smokeball's OpenAPI document contradicts: paths, parameters and fields. Runs
 * only where the document is: get it from Smokeball's developer pages and run
 *
 * <pre>mvn test -pl routes/app -am -Dtest=CollectionsDerivationTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dsmokeball.openapi=/path/to/openapi.json</pre>
 */
class CollectionsDerivationTest {

    private JsonNode document;

    @Test
    void pathsParametersAndFieldsAreThoseOfTheDocument() throws Exception {
        String file = System.getProperty("smokeball.openapi");
        assumeTrue(file != null, "needs -Dsmokeball.openapi=<Smokeball's OpenAPI document>");
        document = new ObjectMapper().readTree(Path.of(file).toFile());
        Collections collections = Collections.read(Optional.empty(), Optional.empty());
        SoftAssertions all = new SoftAssertions();

        for (String entity : collections.entities()) {
            check(collections.of(entity), all);
        }

        all.assertAll();
    }

    private void check(Collection collection, SoftAssertions all) {
        JsonNode get = document.path("paths").path("/" + collection.path()).path("get");
        all.assertThat(get.isObject()).as("path of %s", collection.entity()).isTrue();
        Set<String> parameters = get.path("parameters")
                .valueStream()
                .map(parameter -> resolve(parameter).path("name").asText())
                .collect(Collectors.toSet());
        all.assertThat(parameters)
                .as("parameters of %s", collection.entity())
                .containsAll(collection.parents().keySet())
                .containsAll(collection.filters().values().keySet())
                .containsAll(collection.mayFilter())
                .containsAll(collection.since().stream().map(Since::parameter).toList());
        if (collection.envelope().isPaged()) {
            all.assertThat(parameters).as("paging of %s", collection.entity()).contains("Offset", "Limit");
        }
        checkFields(collection, get, all);
    }

    private void checkFields(Collection collection, JsonNode get, SoftAssertions all) {
        JsonNode answer = resolve(get.at("/responses/200/content/application~1json/schema"));
        if (answer.isMissingNode()) {
            answer = resolve(get.at("/responses/200/content").path("text/json").path("schema"));
        }
        String field = collection.envelope().field();
        boolean single = field != null && !answer.path("properties").has(field);
        JsonNode array =
                field == null || single ? answer : answer.path("properties").path(field);
        JsonNode record = single ? answer : resolve(array.path("items"));
        Set<String> fields = Set.copyOf(record.path("properties").properties().stream()
                .map(property -> property.getKey())
                .toList());
        RecordTraits traits = collection.records();
        if (!traits.key().isOfWholeArray()) {
            all.assertThat(fields)
                    .as("key of %s", collection.entity())
                    .contains(traits.key().field().split("/")[0]);
        }
        if (!traits.version().equals("versionId")) {
            all.assertThat(fields).as("version of %s", collection.entity()).contains(traits.version());
        }
        if (!traits.updated().equals("lastUpdated")) {
            all.assertThat(fields).as("updated of %s", collection.entity()).contains(traits.updated());
        }
        traits.deleted().stream().filter(sign -> !sign.equals(Deletion.USUAL)).forEach(sign -> all.assertThat(fields)
                .as("deleted of %s", collection.entity())
                .contains(sign.field()));
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
