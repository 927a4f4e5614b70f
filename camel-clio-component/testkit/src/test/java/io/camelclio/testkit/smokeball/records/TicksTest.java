package io.camelclio.testkit.smokeball.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    /** Pairs that Smokeball's API reference gives as examples, and the ends of the range. */
    @ParameterizedTest
    @CsvSource({
        "2000-01-01T20:00:00Z, 630823536000000000",
        "2022-05-05T13:52:19.8585Z, 637873555398585000",
        "2022-01-06T22:10:39.5217729Z, 637771038395217729",
        "0001-01-01T00:00:00Z, 0",
        "9999-12-31T23:59:59.9999999Z, 3155378975999999999"
    })
    void countsHundredsOfNanosecondsSinceTheYearOne(Instant instant, long ticks) {
        assertThat(Ticks.of(instant)).isEqualTo(ticks);
    }

    @ParameterizedTest
    @CsvSource({"2022-01-06T22:10:39.521772999Z, 637771038395217729"})
    void cutsOffWhatIsFiner(Instant instant, long ticks) {
        assertThat(Ticks.of(instant)).isEqualTo(ticks);
    }
}
