package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.RateBudget;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateHeadersTest {

    private static final long NOON = 1_772_366_400L;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    private final RateBudget budget = new RateBudget(50, Duration.ofSeconds(60), clock, scheduler);
    private final RateHeaders headers = new RateHeaders(budget, clock);

    @AfterEach
    void shutDown() {
        scheduler.shutdownNow();
    }

    @Test
    void takesTheLimitFromTheAnswer() {
        observe(200, Map.of("X-RateLimit-Limit", "2", "X-RateLimit-Remaining", "1"));

        assertThat(budget.acquire()).isDone();
        assertThat(budget.acquire()).isDone();
        assertThat(budget.acquire()).isNotDone();
    }

    @Test
    void aRefusalPausesForTheSecondsClioNames() {
        observe(429, Map.of("Retry-After", "17", "X-RateLimit-Reset", Long.toString(NOON + 50)));

        assertPaused(Duration.ofSeconds(17));
    }

    @Test
    void aRefusalWithoutRetryAfterPausesUntilTheResetOnClioSClock() {
        observe(429, Map.of("Date", "Sun, 1 Mar 2026 13:00:00 GMT", "X-RateLimit-Reset", Long.toString(NOON + 3_640)));

        assertPaused(Duration.ofSeconds(40));
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
    void theLastAnswerOfAWindowPausesUntilItsEnd() {
        observe(200, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(NOON + 30)));

        assertPaused(Duration.ofSeconds(30));
    }

    @Test
    void anAnswerWithoutRateHeadersChangesNothing() {
        observe(200, Map.of());

        assertThat(budget.acquire()).isDone();
    }

    private void assertPaused(Duration pause) {
        CompletableFuture<Void> call = budget.acquire();
        scheduler.advance(pause.minusMillis(1));
        assertThat(call).as("a call a moment before the end of the pause").isNotDone();
        scheduler.advance(Duration.ofMillis(2));
        assertThat(call).as("a call after the pause").isDone();
    }

    private void observe(int status, Map<String, String> given) {
        headers.observe(
                status,
                HttpHeaders.of(
                        given.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                        (name, value) -> true));
    }
}
