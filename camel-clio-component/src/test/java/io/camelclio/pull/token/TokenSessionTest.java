package io.camelclio.pull.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.pull.token.TokenState.Condition;
import io.camelclio.testkit.time.TestClock;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aFailedRefreshFailsItsCallersAndACallAfterThePauseTriesAgain() {
        CompletableFuture<String> first = current();
        CompletableFuture<String> second = current();
        refreshes.get(0).completeExceptionally(new IllegalStateException("down"));

        assertThat(List.of(first, second)).allSatisfy(call -> assertThat(call)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withRootCauseInstanceOf(IllegalStateException.class));

        clock.advance(Duration.ofMillis(999));
        assertThat(current())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("down");
        assertThat(refreshes).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        use("one", 3_600);
        assertThat(refreshes).hasSize(2);
    }

    @Test
    void anIssuerThatThrowsFailsTheCallAndACallAfterThePauseTriesAgain() {
        List<String> asked = new ArrayList<>();
        TokenSession throwing = new TokenSession(
                () -> {
                    asked.add("");
                    throw new IllegalStateException("no network");
                },
                clock);

        assertThat(throwing.current().toCompletableFuture()).isCompletedExceptionally();
        clock.advance(Duration.ofSeconds(1));
        assertThat(throwing.current().toCompletableFuture()).isCompletedExceptionally();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aRefreshAheadThatFailsLeavesTheOldTokenInUseAndIsRepeatedAfterAPause() {
        use("old", 3_600);
        clock.advance(Duration.ofSeconds(3_545));
        CompletableFuture<String> waiting = current();
        refreshes.get(1).completeExceptionally(new ConnectException("for http://clio.example/?token=s3cret"));

        assertThat(waiting).isCompletedWithValue("old");
        clock.advance(Duration.ofMillis(900));
        assertThat(current()).isCompletedWithValue("old");
        assertThat(refreshes).hasSize(2);
        assertThat(session.state())
                .isEqualTo(new TokenState(
                        Condition.FAILING,
                        Optional.of(clock.instant().plusMillis(54_100)),
                        Optional.of(clock.instant().minusMillis(900)),
                        Optional.of("ConnectException")));

        clock.advance(Duration.ofMillis(100));
        use("new", 3_600);
        assertThat(refreshes).hasSize(3);
        assertThat(session.state().condition()).isEqualTo(Condition.GOOD);
    }

    @Test
    void anOldTokenIsNotUsedPastItsEndHoweverRefreshesFail() {
        use("old", 3_600);
        clock.advance(Duration.ofSeconds(3_599));
        CompletableFuture<String> lastSecond = current();
        refreshes.get(1).completeExceptionally(new ConnectException());
        assertThat(lastSecond).isCompletedWithValue("old");

        clock.advance(Duration.ofSeconds(1));
        CompletableFuture<String> after = current();
        refreshes.get(2).completeExceptionally(new ConnectException());

        assertThat(after).isCompletedExceptionally();
        assertThat(session.state().goodUntil()).isEmpty();
    }

    @Test
    void aRefusedRefreshFailsCallsAtOnceAndIsRepeatedAfterAPause() {
        CompletableFuture<String> first = current();
        refreshes.get(0).completeExceptionally(new CompletionException(refusal(400)));
        Instant since = clock.instant();
        assertThat(first).isCompletedExceptionally();

        clock.advance(Duration.ofMillis(1_999));
        assertThat(current())
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("POST /oauth/token was answered 400 invalid_grant");
        assertThat(refreshes).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        CompletableFuture<String> second = current();
        refreshes.get(1).completeExceptionally(refusal(400));
        assertThat(second).isCompletedExceptionally();
        assertThat(session.state())
                .isEqualTo(new TokenState(
                        Condition.REFUSED,
                        Optional.empty(),
                        Optional.of(since),
                        Optional.of("POST /oauth/token was answered 400 invalid_grant")));
    }

    @Test
    void theVendorIsAskedLessAndLessOftenWhileItRefuses() {
        assertThat(pausesAfter(refusal(400))).containsExactly(2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void anEndpointInTroubleIsAskedLessAndLessOften() {
        assertThat(pausesAfter(refusal(429))).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    /** Seconds from each of six failures to the next time that the vendor is asked, however often callers come. */
    private List<Long> pausesAfter(Throwable failure) {
        List<Long> pauses = new ArrayList<>();
        for (int failures = 0; failures < 6; failures++) {
            current();
            refreshes.get(failures).completeExceptionally(failure);
            Instant failedAt = clock.instant();
            while (refreshes.size() == failures + 1) {
                clock.advance(Duration.ofSeconds(1));
                current();
            }
            pauses.add(Duration.between(failedAt, clock.instant()).toSeconds());
        }
        return pauses;
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 408, 500, 503})
    void anEndpointInTroubleIsNoRefusal(int status) {
        current();
        refreshes.get(0).completeExceptionally(refusal(status));

        assertThat(session.state().condition()).isEqualTo(Condition.FAILING);
        assertThat(session.state().reason()).contains("POST /oauth/token was answered " + status + " invalid_grant");
        clock.advance(TokenSession.FIRST_FAILED_PAUSE);
        use("one", 3_600);
    }

    @Test
    void aReplacementThatIsRefusedTooFailsCallsAtOnce() {
        use("one", 3_600);
        session.reject("one");
        use("two", 3_600);

        session.rejectReplacement("two");

        assertThat(current()).isCompletedExceptionally();
        assertThat(refreshes).hasSize(2);
        assertThat(session.state().condition()).isEqualTo(Condition.REFUSED);
        assertThat(session.state().reason()).contains("The vendor refused a token that it had just issued");
        clock.advance(TokenSession.LONGEST_REFUSED_PAUSE);
        use("three", 3_600);
        assertThat(session.state().condition()).isEqualTo(Condition.GOOD);
    }

    @Test
    void aLateRefusalOfAReplacementLeavesTheNextTokenInUse() {
        use("one", 3_600);
        session.reject("one");
        use("two", 3_600);

        session.rejectReplacement("one");

        assertThat(current()).isCompletedWithValue("two");
    }

    @Test
    void changedCredentialsAreTriedAtOnceAfterARefusal() {
        current();
        refreshes.get(0).completeExceptionally(refusal(401));

        session.renew();

        assertThat(session.state())
                .isEqualTo(
                        new TokenState(Condition.NEVER_ISSUED, Optional.empty(), Optional.empty(), Optional.empty()));
        use("of the new ones", 3_600);
    }

    @Test
    void aTokenOfTheOldCredentialsThatComesLateIsNotUsed() {
        CompletableFuture<String> waiting = current();
        session.renew();
        CompletableFuture<String> later = current();

        refreshes.get(0).complete(living("of the old ones", 3_600));
        assertThat(waiting).isNotDone();
        refreshes.get(1).complete(living("of the new ones", 3_600));

        assertThat(List.of(waiting, later))
                .allSatisfy(call -> assertThat(call).isCompletedWithValue("of the new ones"));
        assertThat(refreshes).hasSize(2);
    }

    @Test
    void tellsHowLongATokenIsGood() {
        assertThat(session.state().condition()).isEqualTo(Condition.NEVER_ISSUED);

        use("one", 3_600);

        assertThat(session.state())
                .isEqualTo(new TokenState(
                        Condition.GOOD,
                        Optional.of(clock.instant().plusSeconds(3_600)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aTokenNeverShowsItself() {
        assertThat(living("top-secret", 60).toString()).doesNotContain("top-secret");
    }

    private static TokenRefusedException refusal(int status) {
        return new TokenRefusedException(URI.create("https://clio.example/oauth/token"), status, "invalid_grant");
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
