package io.camelclio.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void everyPartRunsUnlessSomeAreNamed() {
        assertThat(new Settings(Map.of()).parts()).containsExactlyInAnyOrderElementsOf(Settings.PARTS);
        assertThat(new Settings(Map.of("BENCH_PARTS", "start,micro")).parts()).containsExactly("micro", "start");
    }

    @Test
    void latencyBringsTheDeliveriesWhoseSaturationItNeeds() {
        assertThat(new Settings(Map.of("BENCH_PARTS", "latency")).parts()).containsExactly("deliveries", "latency");
    }

    @Test
    void namesWhatIsNoPartAndWhatIsNoNumber() {
        assertThatThrownBy(() -> new Settings(Map.of("BENCH_PARTS", "start,speed")).parts())
                .hasMessageContaining("'speed'")
                .hasMessageContaining("polling");
        assertThatThrownBy(() -> new Settings(Map.of("BENCH_ROUNDS", "0")).rounds())
                .hasMessage("BENCH_ROUNDS is '0'; a whole number from 1 on is wanted");
        assertThatThrownBy(() -> new Settings(Map.of("BENCH_SECONDS", "4s")).turn())
                .hasMessageContaining("'4s'");
    }

    @Test
    void tellsTheLineThatRepeatsARun() {
        Settings settings = new Settings(Map.of("BENCH_ROUNDS", "7", "BENCH_PARTS", "start", "HOME", "/root"));

        assertThat(settings.command()).isEqualTo("BENCH_PARTS=start BENCH_ROUNDS=7 mvn -Pbench package");
    }
}
