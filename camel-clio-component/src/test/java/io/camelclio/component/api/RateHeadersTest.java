package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateHeadersTest {

    private static final long NOON = 1_772_366_400L;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    private final RateBudget budget = new RateBudget(50, Duration.ofSeconds(60), clock, scheduler);
    private final RateHeaders headers = new RateHeaders(budget, clock);
    private final Turn call = acquire().join();

    /** The call holds no place, so that what is seen comes of the headers alone. */
    @BeforeEach
    void giveBack() {
        call.unused();
    }

    @AfterEach
    void shutDown() {
        scheduler.shutdownNow();
    }

    @Test
    void takesTheLimitFromTheAnswer() {
        observe(200, Map.of("X-RateLimit-Limit", "2", "X-RateLimit-Remaining", "2"));

        assertThat(acquire()).isDone();
        assertThat(acquire()).isDone();
        assertThat(acquire()).isNotDone();
    }

    @Test
    void aRefusalPausesForTheSecondsClioNames() {
        observe(429, Map.of("Retry-After", "17", "X-RateLimit-Reset", Long.toString(NOON + 50)));

        assertPaused(Duration.ofSeconds(17));
    }

    @Test
    void aRefusalUntilADatePausesUntilTheSecondAfterItOnClioSClock() {
        observe(429, Map.of("Date", "Sun, 1 Mar 2026 13:00:00 GMT", "Retry-After", "Sun, 1 Mar 2026 13:00:20 GMT"));

        assertPaused(Duration.ofSeconds(21));
    }

    @Test
    void aRefusalWithoutRetryAfterPausesUntilTheSecondAfterTheResetOnClioSClock() {
        observe(429, Map.of("Date", "Sun, 1 Mar 2026 13:00:00 GMT", "X-RateLimit-Reset", Long.toString(NOON + 3_640)));

        assertPaused(Duration.ofSeconds(41));
    }

    @Test
    void aRefusalWithoutAnyHeaderPausesForAWholeWindow() {
        observe(429, Map.of());

        assertPaused(Duration.ofSeconds(60));
    }

    @Test
    void aRefusalWithUnreadableHeadersPausesForAWholeWindow() {
        observe(429, Map.of("Retry-After", "soon", "X-RateLimit-Reset", "later", "X-RateLimit-Limit", "many"));

        assertPaused(Duration.ofSeconds(60));
    }

    @Test
    void aResetBeyondAllTimeIsNotBelieved() {
        observe(429, Map.of("X-RateLimit-Reset", Long.toString(Long.MAX_VALUE)));

        assertPaused(Duration.ofMinutes(5));

        observe(429, Map.of("X-RateLimit-Reset", Long.toString(Long.MIN_VALUE)));
        assertPaused(Duration.ofSeconds(1));
    }

    @Test
    void noHeaderStopsUsForLongerThanFiveMinutesOrNotAtAll() {
        observe(429, Map.of("Retry-After", Long.toString(Long.MAX_VALUE)));
        assertPaused(Duration.ofMinutes(5));

        observe(429, Map.of("Retry-After", "-3"));
        assertPaused(Duration.ofSeconds(1));
    }

    @Test
    void theLastAnswerOfAWindowPausesUntilTheSecondAfterItsEnd() {
        observe(200, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(NOON + 30)));

        assertPaused(Duration.ofSeconds(31));
    }

    @Test
    void anAnswerWithoutRateHeadersChangesNothing() {
        observe(200, Map.of());

        assertThat(acquire()).isDone();
    }

    private void assertPaused(Duration pause) {
        CompletableFuture<Turn> next = acquire();
        scheduler.advance(pause.minusMillis(1));
        assertThat(next).as("a call a moment before the end of the pause").isNotDone();
        scheduler.advance(Duration.ofMillis(2));
        assertThat(next).as("a call after the pause").isDone();
    }

    private CompletableFuture<Turn> acquire() {
        return budget.acquire(Priority.INTERACTIVE, Duration.ofHours(1));
    }

    private void observe(int status, Map<String, String> given) {
        headers.observe(
                call,
                status,
                HttpHeaders.of(
                        given.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                        (name, value) -> true));
    }
}
