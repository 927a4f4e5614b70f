package io.camelclio;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The runs on other versions, see the profiles {@code newest} and {@code java25}, are on what they say. */
@Tag("versions")
class VersionsTest {

    @Test
    @EnabledIfSystemProperty(named = "versions.camel", matches = ".+")
    void runsOnTheCamelThatTheProfileNames() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getVersion()).isEqualTo(System.getProperty("versions.camel"));
            assertThat(CamelContext.class.getPackage().getImplementationVersion())
                    .isEqualTo(System.getProperty("versions.camel"));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "versions.java", matches = ".+")
    void runsOnTheJavaThatTheProfileNames() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("versions.java"));
    }
}
