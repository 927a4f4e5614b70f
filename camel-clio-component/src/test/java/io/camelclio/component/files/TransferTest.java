package io.camelclio.component.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.api.ClioException;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final Duration STALL = Duration.ofMillis(40);

    private final TestClock clock = new TestClock("2026-01-05T10:00:00Z");
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Test
    void givesUpWhatCrawlsThoughItNeverStops() {
        AtomicLong moved = new AtomicLong();

        assertThatThrownBy(() -> transfer(1_000_000).await(answer, () -> crawled(moved), "a file"))
                .isInstanceOf(ClioException.class)
                .hasMessageContaining("a file stalled");
        assertThat(moved.get()).as("bytes, one by one").isGreaterThan(3);
        assertThat(answer).isCancelled();
    }

    @Test
    void waitsAsLongAsThePaceIsKept() throws ClioException {
        AtomicLong looks = new AtomicLong();

        String given = transfer(1_000_000)
                .await(
                        answer,
                        () -> {
                            clock.advance(Duration.ofMillis(30));
                            if (looks.incrementAndGet() == 10) {
                                answer.complete("taken");
                            }
                            return looks.get() * 10_000;
                        },
                        "a file");

        assertThat(given).isEqualTo("taken");
        assertThat(looks.get()).isEqualTo(10);
    }

    private long crawled(AtomicLong moved) {
        clock.advance(Duration.ofMillis(10));
        return moved.incrementAndGet();
    }

    private Transfer transfer(long length) {
        return new Transfer(new Pace(STALL), length, clock);
    }
}
