package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmokeballPartsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1.5", "3600001", "99999999999999999999"})
    void hintPeriodThatMeansNothingIsRefusedAtTheStart(String period) {
        assertThatThrownBy(() -> readWith(period))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("smokeball.hint.period is '" + period + "'")
                .hasMessageContaining("milliseconds from 1 to 3600000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3600000", " 1000 "})
    void hintPeriodFromAMillisecondToAnHourIsTaken(String period) {
        assertThatCode(() -> readWith(period)).doesNotThrowAnyException();
    }

    private static void readWith(String period) throws SettingsException {
        Given given = Given.of(Map.of(
                "KAFKA_BROKERS", "127.0.0.1:1",
                "SMOKEBALL_API_KEY", "key",
                "SMOKEBALL_CLIENT_ID", "id",
                "SMOKEBALL_CLIENT_SECRET", "secret",
                "SMOKEBALL_HINT_PERIOD", period)::get);
        SmokeballParts.read(Settings.read(given), RouteProperties.load(Optional.empty(), given));
    }
}
