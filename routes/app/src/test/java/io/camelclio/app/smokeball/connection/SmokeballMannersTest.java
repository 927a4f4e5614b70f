package io.camelclio.app.smokeball.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.smokeball.connection.PlayedAccount.Outcome;
import io.camelclio.pull.rate.Priority;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.RequestLog.Entry;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often Smokeball is asked, and what becomes of calls that fail in passing; all pauses on the test's clock. */
class SmokeballMannersTest {

    private static final String CODES = "/activitycodes";
    private static final int TOO_MANY = 429;

    private final PlayedAccount played = new PlayedAccount();
    private final SmokeballSandbox sandbox = played.sandbox;
    private final SmokeballConnection connection = played.connect();

    @AfterEach
    void close() {
        played.close();
    }

    @Test
    void stormOfRefusalsIsWaitedOutWithPausesThatDouble() {
        sandbox.rate().storm(5);

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);

        assertThat(pausesBefore(CODES)).containsExactly(1, 2, 4, 8, 16);
    }

    @Test
    void retryAfterIsHonouredInstead() {
        sandbox.rate().retryAfter(Duration.ofSeconds(7));
        sandbox.rate().storm(2);

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);

        assertThat(pausesBefore(CODES)).containsExactly(7, 7);
    }

    @Test
    void retryAfterMayBeADateOnTheVendorsClock() {
        Response refusal = Response.empty(TOO_MANY)
                .withHeader("Date", "Mon, 02 Mar 2026 09:00:00 GMT")
                .withHeader("Retry-After", "Mon, 02 Mar 2026 09:00:20 GMT");
        sandbox.faults().answerNext(1, refusal, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);

        assertThat(pausesBefore(CODES)).containsExactly(20);
    }

    @Test
    void refusalsWithoutEndAreLeftToTheNextPoll() {
        sandbox.rate().storm(1_000);

        assertThat(played.get(connection, CODES).status()).isEqualTo(TOO_MANY);

        assertThat(sandbox.requests().count(CODES)).isEqualTo(SmokeballRepetition.MOST + 1);
    }

    @Test
    void silenceLongerThanACallWaitsIsToldAtOnceAndEnds() {
        sandbox.faults()
                .answerNext(
                        1, Response.empty(TOO_MANY).withHeader("Retry-After", "999999999"), path -> path.equals(CODES));

        Outcome first = played.get(connection, CODES);
        Outcome second = played.get(connection, CODES);

        assertThat(first.failure()).hasRootCauseInstanceOf(RejectedExecutionException.class);
        assertThat(second.failure()).hasMessageContaining("Smokeball asked for silence until 2026-03-02T10:30:00Z");
        assertThat(sandbox.requests().count(CODES)).isEqualTo(1);
        played.clock.advance(Duration.ofHours(1));
        assertThat(played.get(connection, CODES).status()).isEqualTo(200);
    }

    @Test
    void oneRefusalStopsEveryAccountOfTheClientButNoOtherClient() {
        SmokeballConnection sibling = played.connect(each -> each.setName("sibling"));
        SmokeballConnection stranger = played.connect(each -> {
            each.setName("stranger");
            each.setClientId("another");
        });
        played.get(connection, CODES);
        played.get(sibling, CODES);
        sandbox.rate().retryAfter(Duration.ofSeconds(30));
        sandbox.rate().storm(1);

        CompletableFuture<Outcome> refused = played.call(connection, CODES);
        played.awaitWaiting(connection, Priority.BACKFILL, 1);
        CompletableFuture<Outcome> waits = played.call(sibling, CODES);
        played.awaitWaiting(sibling, Priority.BACKFILL, 2);

        assertThat(sibling.budgetState().pausedUntil()).isPresent();
        assertThat(stranger.budgetState().pausedUntil()).isEmpty();
        assertThat(played.outcome(refused).status()).isEqualTo(200);
        assertThat(played.outcome(waits).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void serverErrorsAreWaitedOutWithPausesThatDouble(int status) {
        sandbox.faults().answerNext(3, status, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);

        assertThat(pausesInMillisBefore(CODES)).containsExactly(500L, 1_000L, 2_000L);
    }

    @Test
    void brokenConnectionsAndBodiesAreRepeated() {
        sandbox.faults().dropNext(1, path -> path.equals(CODES));
        sandbox.faults().truncateNext(1, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);

        assertThat(sandbox.requests().count(CODES)).isEqualTo(3);
    }

    @Test
    void serverErrorsWithoutEndAreHandedOver() {
        sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 500, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(500);

        assertThat(sandbox.requests().count(CODES)).isEqualTo(SmokeballRepetition.MOST + 1);
    }

    @ParameterizedTest
    @CsvSource({"502", "504"})
    void whatMayMeanThatAPageIsTooLargeIsRepeatedOnce(int status) {
        sandbox.faults().answerNext(Faults.UNTIL_CLEARED, status, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(status);

        assertThat(sandbox.requests().count(CODES)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413})
    void whatTheCallerHasToPutRightIsNotRepeated(int status) {
        sandbox.faults().answerNext(Faults.UNTIL_CLEARED, status, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(status);

        assertThat(sandbox.requests().count(CODES)).isEqualTo(1);
    }

    @Test
    void changeIsRepeatedOnlyWhereItWasSurelyNotMade() {
        sandbox.rate().storm(1);
        assertThat(played.outcome(played.post(connection, "/webhooks")).status())
                .isEqualTo(400);
        assertThat(sandbox.requests().count("/webhooks")).isEqualTo(2);

        sandbox.faults().answerNext(1, 500, path -> path.equals("/webhooks"));
        assertThat(played.outcome(played.post(connection, "/webhooks")).status())
                .isEqualTo(500);
        assertThat(sandbox.requests().count("/webhooks")).isEqualTo(3);
    }

    @Test
    void aTimeOutIsRepeatedOnceAndAnUnknownHostMoreOften() {
        SmokeballRepetition repetition = new SmokeballRepetition(() -> 1);
        Attempt late = failed(new SocketTimeoutException("Read timed out"));
        Attempt lost = failed(new UnknownHostException("api.smokeball.com"));

        assertThat(repetition.pause(true, late, 0)).contains(Duration.ofMillis(500));
        assertThat(repetition.pause(true, late, 1)).isEmpty();
        assertThat(repetition.pause(true, lost, 4)).contains(Duration.ofSeconds(8));
        assertThat(repetition.pause(true, lost, 5)).isEmpty();
        assertThat(repetition.pause(false, lost, 0)).isEmpty();
    }

    private static Attempt failed(IOException failure) {
        return new Attempt("token", Instant.EPOCH, null, new byte[0], failure);
    }

    @Test
    void callsOfAllAccountsOfAClientKeepToItsRateTogetherAndNobodyIsPassedOver() {
        SmokeballConnection other = played.connect(each -> {
            each.setName("other");
            each.setRefreshToken(sandbox.newAccount().refreshToken());
        });
        List<String> streams = List.of("/matters", "/tasks", "/contacts", "/staff", CODES);
        played.letCallsEndInNoTime(connection);
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (String stream : streams) {
                for (SmokeballConnection account : List.of(connection, other)) {
                    calls.add(played.call(account, stream));
                    // So that the order of arrival is known.
                    awaitArrival(calls.size());
                }
            }
        }

        calls.forEach(call -> assertThat(played.outcome(call).status()).isEqualTo(200));

        assertThat(sandbox.calls().byStatus()).as("never refused").containsOnlyKeys(200);
        List<Instant> times =
                sandbox.requests().entries().stream().map(Entry::at).toList();
        for (int call = 5; call < times.size(); call++) {
            assertThat(Duration.between(times.get(call - 5), times.get(call)))
                    .as("from a call to the fifth after it")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(Duration.between(times.get(0), times.get(times.size() - 1)))
                .as("30 calls: as fast as allowed")
                .isLessThan(Duration.ofMillis(5_100));
        assertThat(sandbox.requests().entries().subList(5, 15).stream()
                        .map(Entry::path)
                        .distinct())
                .as("every stream had its turn")
                .hasSize(streams.size());
    }

    /** The first five go at once, the others wait. */
    private void awaitArrival(int call) {
        await("call " + call).until(() -> sandbox.requests().entries().size() == Math.min(call, 5));
        played.awaitWaiting(connection, Priority.BACKFILL, Math.max(0, call - 5));
    }

    @Test
    void liveReadsGoBeforeSweeps() {
        played.letCallsEndInNoTime(connection);
        for (int call = 0; call < 5; call++) {
            played.get(connection, CODES);
            played.clock.advance(Duration.ofMillis(100));
        }
        CompletableFuture<Outcome> sweep = played.call(connection, "/staff");
        played.awaitWaiting(connection, Priority.BACKFILL, 1);
        CompletableFuture<Outcome> live = played.callLive(connection, "/matters");
        played.awaitWaiting(connection, Priority.INTERACTIVE, 1);

        assertThat(played.outcome(live).status()).isEqualTo(200);
        assertThat(played.outcome(sweep).status()).isEqualTo(200);

        assertThat(sandbox.requests().entries().subList(5, 7).stream().map(Entry::path))
                .containsExactly("/matters", "/staff");
    }

    @Test
    void whoeverWaitsIsToldWhenTheApplicationStops() {
        sandbox.rate().retryAfter(Duration.ofSeconds(60));
        sandbox.rate().storm(1);
        CompletableFuture<Outcome> waits = played.call(connection, CODES);
        played.awaitWaiting(connection, Priority.BACKFILL, 1);

        played.stopWaiting();

        assertThat(waits.join().failure()).hasMessageContaining("stopped");
    }

    private List<Integer> pausesBefore(String path) {
        return pausesInMillisBefore(path).stream()
                .map(millis -> (int) (millis / 1000))
                .toList();
    }

    private List<Long> pausesInMillisBefore(String path) {
        List<Instant> times = sandbox.requests().entries().stream()
                .filter(entry -> entry.path().equals(path))
                .map(Entry::at)
                .toList();
        List<Long> pauses = new ArrayList<>();
        for (int call = 1; call < times.size(); call++) {
            pauses.add(Duration.between(times.get(call - 1), times.get(call)).toMillis());
        }
        return pauses;
    }
}
