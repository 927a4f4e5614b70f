package io.camelclio.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void sendsAtAnEvenRateWithoutDrifting() {
        Schedule schedule = new Schedule(1_000, 3);

        assertThat(schedule.at(0)).isEqualTo(1_000);
        assertThat(schedule.at(1)).isEqualTo(1_000 + 333_333_333);
        assertThat(schedule.at(3_000_000)).isEqualTo(1_000 + 1_000_000L * 1_000_000_000L);
    }

    @Test
    void refusesARateAtWhichNothingIsSent() {
        assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("0.0 a second");
        assertThatThrownBy(() -> new Schedule(0, Double.NaN)).hasMessageContaining("NaN");
    }
}
