package io.camelclio.app.settings;

import static io.camelclio.app.settings.GivenSettings.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxSettingsTest {

    @Test
    void haveTheDocumentedDefaults() throws Exception {
        SandboxSettings settings = SandboxSettings.read(none().given());

        assertThat(settings.seconds()).isEmpty();
        assertThat(settings.kafkaPort()).isEqualTo(9092);
        assertThat(settings.kafkaData()).isEmpty();
        assertThat(settings.httpPort()).isEqualTo(8080);
    }

    @Test
    void takeWhatIsGiven() throws Exception {
        SandboxSettings settings = SandboxSettings.read(none().set("SANDBOX_SECONDS", "30")
                .set("KAFKA_PORT", "0")
                .set("KAFKA_DATA", "/data")
                .set("HTTP_PORT", "18080")
                .given());

        assertThat(settings.seconds()).contains(30);
        assertThat(settings.kafkaPort()).isZero();
        assertThat(settings.kafkaData()).contains(Path.of("/data"));
        assertThat(settings.httpPort()).isEqualTo(18080);
    }

    @ParameterizedTest
    @CsvSource({
        "SANDBOX_SECONDS, 0, seconds from 1",
        "SANDBOX_SECONDS, -5, seconds from 1",
        "SANDBOX_SECONDS, half, seconds from 1",
        "KAFKA_PORT, 70000, 0 to 65535",
        "HTTP_PORT, none, 0 to 65535"
    })
    void wrongValueIsShownWithWhatIsAllowed(String name, String value, String allowed) {
        assertThatThrownBy(() -> SandboxSettings.read(none().set(name, value).given()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(name, "'" + value + "'", allowed);
    }
}
