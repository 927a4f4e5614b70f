package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteParametersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | 0 | 1 | 1 | 0 | pageSize 0; allowed are 1 to 500",
                "501 | 0 | 0 | 1 | 1 | 0 | pageSize 501; allowed are 1 to 500",
                "1 | -1 | 0 | 1 | 1 | 0 | period (smokeball.poll.period or smokeball.full_read.period) -1; allowed are 0 to",
                "1 | 0 | -1 | 1 | 1 | 0 | sweepPeriod (smokeball.sweep.period) -1; allowed are 0 to",
                "1 | 0 | 9223372036854775807 | 1 | 1 | 0 | sweepPeriod (smokeball.sweep.period) 9223372036854775807; allowed",
                "1 | 0 | 0 | 0 | 1 | 0 | roundPeriod (smokeball.fan_out.period) 0; allowed are 1 to",
                "1 | 0 | 0 | 1 | 0 | 0 | maxDeleted (smokeball.max_deleted) 0; allowed are 1 to",
                "1 | 0 | 0 | 1 | -1 | 0 | maxDeleted (smokeball.max_deleted) -1; allowed are 1 to",
                "1 | 0 | 0 | 1 | 1 | -1 | overlap -1; allowed are 0 to",
                "1 | 0 | 0 | 1 | 1 | 9223372036854775807 | overlap 9223372036854775807; allowed are 0 to",
            })
    void whatMeansNothingIsRefusedByItsName(
            int pageSize, long period, long sweepPeriod, long roundPeriod, int maxDeleted, long overlap, String told) {
        assertThatThrownBy(() -> parameters(pageSize, period, sweepPeriod, roundPeriod, maxDeleted, overlap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the entity 'fee'")
                .hasMessageContaining(told);
    }

    @Test
    void leastOfEachIsAllowed() {
        assertThatCode(() -> parameters(1, 0, 0, 1, 1, 0)).doesNotThrowAnyException();
    }

    private static RouteParameters parameters(
            int pageSize, long period, long sweepPeriod, long roundPeriod, int maxDeleted, long overlap) {
        return new RouteParameters(
                "fee",
                "",
                pageSize,
                "",
                "",
                Optional.empty(),
                Duration.ofMillis(period),
                Duration.ofMillis(sweepPeriod),
                Duration.ofMillis(roundPeriod),
                maxDeleted,
                Duration.ofMillis(overlap));
    }
}
