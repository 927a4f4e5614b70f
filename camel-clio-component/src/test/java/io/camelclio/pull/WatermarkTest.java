package io.camelclio.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final String KEY = "clio/us/activities";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryStateRepository states = new MemoryStateRepository();
    private final Watermark watermark = new Watermark(states, KEY, Duration.ofSeconds(60));

    @Test
    void hasNoBeginningWhenNothingWasEverReadToTheEnd() {
        assertThat(watermark.from()).isEmpty();
    }

    @Test
    void beginsAnOverlapBeforeTheLastEnd() {
        watermark.moveTo(NOON);

        assertThat(states.getState(KEY)).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(watermark.from()).contains(Instant.parse("2026-03-01T11:59:00Z"));
    }

    @Test
    void survivesARestartThroughItsRepository() {
        watermark.moveTo(NOON);

        assertThat(new Watermark(states, KEY, Duration.ZERO).from()).contains(NOON);
        assertThat(new Watermark(states, "clio/us/bills", Duration.ZERO).from()).isEmpty();
    }

    @Test
    void namesAStoredStateThatIsNoTime() {
        states.setState(KEY, "yesterday");

        assertThatThrownBy(watermark::from)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(KEY)
                .hasMessageContaining("yesterday");
    }
}
