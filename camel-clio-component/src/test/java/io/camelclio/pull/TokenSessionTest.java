package io.camelclio.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.TokenSession.AccessToken;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenSessionTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final List<CompletableFuture<AccessToken>> refreshes = new ArrayList<>();
    private final TokenSession session = new TokenSession(this::issue, clock);

    @Test
    void asksForATokenOnceHoweverManyThreadsNeedIt() throws Exception {
        int callers = 32;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CountDownLatch together = new CountDownLatch(callers);
            List<Future<CompletableFuture<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                waiting.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return session.current().toCompletableFuture();
                }));
            }
            List<CompletableFuture<String>> tokens = new ArrayList<>();
            for (Future<CompletableFuture<String>> each : waiting) {
                tokens.add(each.get(10, TimeUnit.SECONDS));
            }

            assertThat(tokens).noneMatch(CompletableFuture::isDone);
            refreshes.get(0).complete(living("one", 3_600));

            assertThat(refreshes).hasSize(1);
            assertThat(tokens).allSatisfy(token -> assertThat(token).isCompletedWithValue("one"));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsATokenUntilAMinuteBeforeItsEnd() {
        use("one", 3_600);

        clock.advance(Duration.ofSeconds(3_539));
        assertThat(current()).isCompletedWithValue("one");
        clock.advance(Duration.ofSeconds(1));
        assertThat(current()).isNotDone();
        assertThat(refreshes).hasSize(2);
    }

    @Test
    void usesHalfOfAShortLife() {
        use("one", 40);

        clock.advance(Duration.ofSeconds(19));
        assertThat(current()).isCompletedWithValue("one");
        clock.advance(Duration.ofSeconds(1));
        assertThat(current()).isNotDone();
    }

    @Test
    void neverRenewsATokenWithoutEndByItself() {
        CompletableFuture<String> first = current();
        refreshes.get(0).complete(AccessToken.withoutEnd("one"));

        clock.advance(Duration.ofDays(10_000));

        assertThat(first).isCompletedWithValue("one");
        assertThat(current()).isCompletedWithValue("one");
    }

    @Test
    void replacesARefusedToken() {
        use("one", 3_600);

        session.reject("one");
        CompletableFuture<String> next = current();
        refreshes.get(1).complete(living("two", 3_600));

        assertThat(next).isCompletedWithValue("two");
    }

    @Test
    void aLateRefusalOfAnOldTokenLeavesTheNewOneInUse() {
        use("one", 3_600);
        session.reject("one");
        use("two", 3_600);

        session.reject("one");

        assertThat(current()).isCompletedWithValue("two");
        assertThat(refreshes).hasSize(2);
    }

    @Test
    void aFailedRefreshFailsItsCallersAndTheNextCallTriesAgain() {
        CompletableFuture<String> first = current();
        CompletableFuture<String> second = current();
        refreshes.get(0).completeExceptionally(new IllegalStateException("down"));

        assertThat(List.of(first, second)).allSatisfy(call -> assertThat(call)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withRootCauseInstanceOf(IllegalStateException.class));

        use("one", 3_600);
        assertThat(refreshes).hasSize(2);
    }

    @Test
    void anIssuerThatThrowsFailsTheCallAndTheNextCallTriesAgain() {
        List<String> asked = new ArrayList<>();
        TokenSession throwing = new TokenSession(
                () -> {
                    asked.add("");
                    throw new IllegalStateException("no network");
                },
                clock);

        assertThat(throwing.current().toCompletableFuture()).isCompletedExceptionally();
        assertThat(throwing.current().toCompletableFuture()).isCompletedExceptionally();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aTokenNeverShowsItself() {
        assertThat(living("top-secret", 60).toString()).doesNotContain("top-secret");
    }

    private void use(String token, long seconds) {
        CompletableFuture<String> current = current();
        refreshes.get(refreshes.size() - 1).complete(living(token, seconds));
        assertThat(current).isCompletedWithValue(token);
    }

    private CompletableFuture<String> current() {
        return session.current().toCompletableFuture();
    }

    private AccessToken living(String token, long seconds) {
        return AccessToken.livingFor(token, seconds, clock);
    }

    private synchronized CompletableFuture<AccessToken> issue() {
        CompletableFuture<AccessToken> refresh = new CompletableFuture<>();
        refreshes.add(refresh);
        return refresh;
    }
}
