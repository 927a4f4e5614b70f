package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.settings.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutePropertiesTest {

    private static final String TOPIC = "clio.activity.topic";
    private static final String PACKAGED = "classpath:io/camelclio/routes/application.properties";

    @TempDir
    Path folder;

    @Test
    void packagedFileHasTheDefaults() {
        assertThat(load(Optional.empty(), Map.of()).value(TOPIC)).contains("clio.activity.v1");
        assertThat(load(Optional.empty(), Map.of()).isGiven(TOPIC)).isFalse();
        assertThat(RouteProperties.location(Optional.empty())).isEqualTo(PACKAGED);
    }

    @Test
    void ownFileReplacesThePackagedOne() throws Exception {
        Path own = Files.writeString(folder.resolve("application.properties"), TOPIC + " = own");

        RouteProperties properties = load(Optional.of(folder), Map.of());

        assertThat(properties.value(TOPIC)).contains("own");
        assertThat(properties.value("clio.bill.topic")).isEmpty();
        assertThat(RouteProperties.location(Optional.of(folder))).isEqualTo("file:" + own);
    }

    @Test
    void folderWithoutAFileKeepsThePackagedOne() {
        assertThat(load(Optional.of(folder), Map.of()).value(TOPIC)).contains("clio.activity.v1");
        assertThat(RouteProperties.location(Optional.of(folder))).isEqualTo(PACKAGED);
    }

    @Test
    void environmentWinsOverTheFileAndThePropertyOverTheEnvironment() throws Exception {
        Files.writeString(folder.resolve("application.properties"), TOPIC + " = own");
        Map<String, String> environment = Map.of("CLIO_ACTIVITY_TOPIC", "environment");
        Map<String, String> both = Map.of("CLIO_ACTIVITY_TOPIC", "environment", TOPIC, "property");

        assertThat(load(Optional.of(folder), environment).value(TOPIC)).contains("environment");
        assertThat(load(Optional.of(folder), both).value(TOPIC)).contains("property");
        assertThat(load(Optional.of(folder), both).isGiven(TOPIC)).isTrue();
    }

    @Test
    void unknownPropertyHasNoValue() {
        assertThat(load(Optional.empty(), Map.of()).value("clio.unicorn.topic")).isEmpty();
    }

    private static RouteProperties load(Optional<Path> folder, Map<String, String> given) {
        return RouteProperties.load(folder, Given.of(given::get));
    }
}
