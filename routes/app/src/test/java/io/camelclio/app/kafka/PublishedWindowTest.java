package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.SettingsException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedWindowTest {

    @Test
    void isAnHourAndFiveMinutesUnlessToldOtherwise() throws Exception {
        assertThat(PublishedWindow.of(RouteProperties.load(Optional.empty(), Given.of(name -> null))))
                .contains(Duration.ofMinutes(65));
        assertThat(window("")).contains(Duration.ofMinutes(65));
    }

    @Test
    void takesMinutesAndHoursAndNone() throws Exception {
        assertThat(window("90m")).contains(Duration.ofMinutes(90));
        assertThat(window("2h")).contains(Duration.ofHours(2));
        assertThat(window("0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0h", "1d", "-1h", "1000m", "soon"})
    void refusesWhatIsNeither(String value) {
        assertThatThrownBy(() -> window(value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("clio.published.window", "'" + value + "'", "90m", "0 to follow nothing");
    }

    private static Optional<Duration> window(String value) throws SettingsException {
        return PublishedWindow.of(RouteProperties.load(
                Optional.empty(), Given.of(name -> name.equals("CLIO_PUBLISHED_WINDOW") ? value : null)));
    }
}
