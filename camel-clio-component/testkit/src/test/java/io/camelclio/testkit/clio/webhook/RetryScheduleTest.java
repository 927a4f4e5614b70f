package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    @Test
    void doublesFiveTimesAndThenGivesUp() {
        RetrySchedule schedule = new RetrySchedule(Duration.ofMinutes(2));

        assertThat(schedule.after(1)).contains(Duration.ofMinutes(2));
        assertThat(schedule.after(2)).contains(Duration.ofMinutes(4));
        assertThat(schedule.after(5)).contains(Duration.ofMinutes(32));
        assertThat(schedule.after(6)).isEmpty();
    }
}
