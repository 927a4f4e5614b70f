package io.camelclio.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentileIsTheLatencyThatThisShareDidNotExceed() {
        Latencies latencies = Latencies.of(LongStream.rangeClosed(1, 1000).map(milli -> (1001 - milli) * 1_000_000));

        assertThat(latencies.millis(0.5)).isEqualTo(500);
        assertThat(latencies.millis(0.99)).isEqualTo(990);
        assertThat(latencies.millis(0.999)).isEqualTo(999);
        assertThat(latencies.millis(1)).isEqualTo(1000);
    }

    @Test
    void oneLatencyIsEveryPercentile() {
        Latencies latencies = Latencies.of(LongStream.of(2_500_000));

        assertThat(latencies.millis(0.001)).isEqualTo(2.5);
        assertThat(latencies.millis(0.999)).isEqualTo(2.5);
    }

    @Test
    void noneHasNoPercentile() {
        assertThat(Latencies.of(LongStream.empty()).millis(0.5)).isNaN();
    }
}
