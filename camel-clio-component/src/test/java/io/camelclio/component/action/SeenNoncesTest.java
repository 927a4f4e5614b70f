package io.camelclio.component.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenNoncesTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final SeenNonces seen = new SeenNonces(clock);

    @Test
    void takesANonceOnce() {
        assertThat(seen.add("a")).isTrue();
        assertThat(seen.add("a")).isFalse();
        assertThat(seen.add("b")).isTrue();
    }

    @Test
    void takesANonceAgainThatWasNotDecidedOn() {
        seen.add("a");

        seen.forget("a");

        assertThat(seen.add("a")).isTrue();
    }

    @Test
    void remembersForFiveMinutesFromTheFirstUse() {
        seen.add("a");
        clock.advance(SeenNonces.LIFE.minusMillis(1));
        assertThat(seen.add("a")).isFalse();

        clock.advance(Duration.ofMillis(1));

        assertThat(seen.add("a")).isTrue();
    }

    @Test
    void forgetsTheOldestWhenItIsFull() {
        for (int number = 0; number <= SeenNonces.CAPACITY; number++) {
            assertThat(seen.add("nonce-" + number)).isTrue();
        }

        assertThat(seen.add("nonce-" + SeenNonces.CAPACITY)).isFalse();
        assertThat(seen.add("nonce-1")).isTrue();
    }
}
