package io.camelclio.app.smokeball.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.connection.PlayedAccount.Outcome;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.RequestLog.Entry;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.Account;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.health.HealthCheck;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens: whence they come, how long they last, and what becomes of calls that are refused. */
class SmokeballTokensTest {

    private static final String CODES = "/activitycodes";
    private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";

    private final PlayedAccount played =
            new PlayedAccount(SmokeballSandbox.builder().unlimited());
    private final SmokeballSandbox sandbox = played.sandbox;

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        played.close();
    }

    @Test
    void manyThreadsWaitForOneRefresh() {
        SmokeballConnection connection = played.connect();
        SmokeballConnection other = played.connect(each -> each.setName("other"));
        sandbox.faults().latency(Duration.ofMillis(20));

        List<CompletableFuture<Outcome>> calls = IntStream.range(0, 5)
                .mapToObj(call -> played.call(connection, CODES))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.join().status()).isEqualTo(200));
        assertThat(played.tokenRequests()).isEqualTo(1);
        played.get(other, CODES);
        assertThat(played.tokenRequests()).as("another connection has its own").isEqualTo(2);
    }

    @Test
    void tokenIsRenewedAMinuteBeforeItEndsAsTheVendorTells() throws Exception {
        try (PlayedAccount sixHours =
                new PlayedAccount(SmokeballSandbox.builder().unlimited().tokenLife(Duration.ofHours(6)))) {
            SmokeballConnection connection = sixHours.connect();
            sixHours.get(connection, CODES);

            sixHours.clock.advance(Duration.ofHours(6).minusSeconds(61));
            sixHours.get(connection, CODES);
            assertThat(sixHours.tokenRequests()).isEqualTo(1);

            sixHours.clock.advance(Duration.ofSeconds(1));
            assertThat(sixHours.get(connection, CODES).status()).isEqualTo(200);
            assertThat(sixHours.tokenRequests()).isEqualTo(2);
            assertThat(sixHours.sandbox.calls().byStatus()).containsOnlyKeys(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void tokenThatEndsInTheMiddleIsReplacedAndTheCallMadeAgain(int status) throws Exception {
        try (PlayedAccount vendor =
                new PlayedAccount(SmokeballSandbox.builder().unlimited().badTokenStatus(status))) {
            SmokeballConnection connection = vendor.connect();
            vendor.get(connection, CODES);
            vendor.clock.advance(Duration.ofMinutes(2));
            vendor.sandbox.tokens().revokeAfter(1);

            assertThat(vendor.get(connection, CODES).status()).isEqualTo(200);
            assertThat(vendor.get(connection, CODES).status()).isEqualTo(200);

            assertThat(vendor.sandbox.calls().byStatus()).containsEntry(status, 1L);
            assertThat(vendor.tokenRequests()).isEqualTo(2);
            assertThat(vendor.health(connection).getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void streamThatIsRefusedAgainWithAFreshTokenStandsStillWhileAnotherGoesOn() {
        SmokeballConnection connection = played.connect();
        sandbox.faults()
                .answerNext(Faults.UNTIL_CLEARED, Response.json(401, UNAUTHORIZED), path -> path.equals("/staff"));

        assertThat(played.get(connection, "/staff").status()).isEqualTo(401);
        long asked = sandbox.requests().count("/staff");
        Outcome stopped = played.get(connection, "/staff");

        assertThat(asked).as("once more with a fresh token").isEqualTo(2);
        assertThat(played.tokenRequests()).isEqualTo(2);
        assertThat(stopped.failure())
                .isInstanceOf(StreamStoppedException.class)
                .hasMessageContainingAll("'us'", "GET staff was answered 401, with a fresh token too", "check API key");
        assertThat(sandbox.requests().count("/staff")).isEqualTo(asked);
        assertThat(played.get(connection, CODES).status()).isEqualTo(200);
        HealthCheck.Result health = played.health(connection);
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("GET staff was answered 401"));
        assertThat(health.getDetails()).containsKey("stopped:staff");
    }

    @Test
    void streamThatStandsStillIsAskedForAgainFromTimeToTimeUpToAQuarterOfAnHour() {
        SmokeballConnection connection = played.connect();
        sandbox.faults().answerNext(14, Response.json(401, UNAUTHORIZED), path -> path.equals("/staff"));
        played.get(connection, "/staff");

        for (int minutes : List.of(1, 2, 4, 8, 15, 15)) {
            played.clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
            assertThat(played.get(connection, "/staff").failure()).isInstanceOf(StreamStoppedException.class);
            played.clock.advance(Duration.ofMillis(1));
            assertThat(played.get(connection, "/staff").status()).isEqualTo(401);
        }
        played.clock.advance(Duration.ofMinutes(15));
        assertThat(played.get(connection, "/staff").status()).isEqualTo(200);
        assertThat(played.health(connection).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void refusalThatPassesIsNoneOfHealthsEvenWithAFreshToken() {
        SmokeballConnection connection = played.connect();
        sandbox.faults().answerNext(1, 403, path -> path.equals("/staff"));

        assertThat(played.get(connection, "/staff").status()).isEqualTo(200);

        assertThat(played.tokenRequests()).isEqualTo(1);
        assertThat(played.health(connection).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void refusalThatPassesLeavesTheFreshTokenForOneOfTheTokenItself() {
        SmokeballConnection connection = played.connect();
        played.get(connection, CODES);
        sandbox.revokeTokens();
        sandbox.faults().answerNext(1, 403, path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);

        assertThat(played.tokenRequests()).isEqualTo(2);
    }

    @Test
    void missingScopeStopsItsStreamAloneAndIsNamedWithItsRemedy() {
        SmokeballConnection connection = played.connect();
        sandbox.tokens().withhold("fees/read");
        String matter = sandbox.collection("matters").add().id();
        played.get(connection, CODES);
        played.clock.advance(Duration.ofMinutes(2));

        assertThat(played.get(connection, "/matters/" + matter + "/fees").status())
                .isEqualTo(403);
        Outcome stopped = played.get(
                connection, "/matters/" + sandbox.collection("matters").add().id() + "/fees");

        assertThat(played.tokenRequests()).as("a new token may have the scope").isEqualTo(2);
        assertThat(stopped.failure())
                .hasMessageContainingAll("matters/{id}/fees", "403", "grant the application the scope");
        assertThat(played.get(connection, "/matters/" + matter + "/memos").status())
                .isEqualTo(200);
        assertThat(played.health(connection).getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void scopeThatIsGrantedMeanwhileNeedsNoMoreThanAFreshToken() {
        SmokeballConnection connection = played.connect();
        sandbox.tokens().withhold("staff/read");
        played.get(connection, CODES);
        sandbox.tokens().grant("staff/read");
        played.clock.advance(Duration.ofMinutes(2));

        assertThat(played.get(connection, "/staff").status()).isEqualTo(200);
        assertThat(played.health(connection).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void restrictedMattersAreLeftToWhoeverAskedAndCostNoTokenEach() {
        SmokeballConnection connection = played.connect();
        List<String> matters = sandbox.collection("matters").addAll(5);
        matters.forEach(matter -> sandbox.parents().refuse(matter, 403));

        assertThat(matters).allSatisfy(matter -> assertThat(
                        played.get(connection, "/matters/" + matter + "/fees").status())
                .isEqualTo(403));

        assertThat(played.tokenRequests()).isEqualTo(1);
        assertThat(played.health(connection).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void refreshTokenReachesItsAccountAndIsUsedAgainAndAgain() {
        SmokeballConnection connection = played.connect(each -> each.setRefreshToken(sandbox.refreshToken()));

        played.get(connection, CODES);
        sandbox.revokeTokens();

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);
        assertThat(played.tokenRequests()).isEqualTo(2);
    }

    @Test
    void refreshTokenThatTheVendorReplacesIsKeptInItsFile() throws Exception {
        sandbox.tokens().rotateRefreshTokens();
        FileTokenStore file = new FileTokenStore(folder.resolve("token"));
        file.save(sandbox.refreshToken());
        SmokeballConnection connection =
                played.connect(each -> each.setTokenFile(folder.resolve("token").toString()));
        played.get(connection, CODES);
        sandbox.revokeTokens();
        played.get(connection, CODES);

        assertThat(file.load()).isPresent().get().isNotEqualTo(sandbox.refreshToken());
        connection.stop();
        SmokeballConnection restarted = played.connect(each -> {
            each.setRefreshToken(sandbox.refreshToken());
            each.setTokenFile(folder.resolve("token").toString());
        });
        assertThat(played.get(restarted, CODES).status()).isEqualTo(200);
    }

    @Test
    void refreshTokenThatTheVendorReplacesLivesInMemoryWithoutAFile() {
        sandbox.tokens().rotateRefreshTokens();
        SmokeballConnection connection = played.connect(each -> each.setRefreshToken(sandbox.refreshToken()));
        played.get(connection, CODES);
        sandbox.revokeTokens();

        assertThat(played.get(connection, CODES).status()).isEqualTo(200);
    }

    @Test
    void refreshTokenThatHasEndedIsToldByHealthAndByTheFailureUntilAUserConsentsAgain() throws Exception {
        FileTokenStore file = new FileTokenStore(folder.resolve("token"));
        file.save(sandbox.refreshToken());
        SmokeballConnection connection = played.connect(each -> {
            each.setTokenFile(folder.resolve("token").toString());
            each.setRefreshTokenEnd("2026-04-01");
        });
        sandbox.tokens().revokeRefreshToken(sandbox.refreshToken());

        Outcome refused = played.get(connection, CODES);

        assertThat(refused.failure())
                .isInstanceOf(NothingSentException.class)
                .hasMessageContainingAll("'us'", "400 invalid_grant", "whether the refresh token has ended")
                .hasMessageNotContainingAny(sandbox.refreshToken(), sandbox.clientSecret());
        HealthCheck.Result health = played.health(connection);
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains("refuses the credentials of connection 'us'", "invalid_grant", "let a user consent again"));

        file.save(sandbox.account().consentAgain());
        played.clock.advance(Duration.ofSeconds(2));
        assertThat(played.get(connection, CODES).status()).isEqualTo(200);
        assertThat(played.health(connection).getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void unreachableTokenEndpointIsNamedWithoutACredential() {
        SmokeballConnection connection = played.connect(each -> {
            each.setAuthUrl("http://127.0.0.1:" + LoopbackPorts.free());
            each.setRefreshToken(sandbox.refreshToken());
        });

        assertThat(played.get(connection, CODES).failure())
                .isInstanceOf(NothingSentException.class)
                .hasMessageContainingAll("Nothing was sent to Smokeball for connection 'us': ", "Connect")
                .hasMessageNotContainingAny(sandbox.refreshToken(), sandbox.clientSecret());
        assertThat(sandbox.requests().total()).isZero();
    }

    @Test
    void accountAndUserOfTheSettingsAreAskedFor() {
        Account firm = sandbox.newAccount();
        String restricted = firm.collection("matters").add().id();
        String shown = firm.collection("matters").add().id();
        sandbox.parents().hide("user-1", restricted);
        SmokeballConnection connection = played.connect(each -> {
            each.setAccountId(firm.id());
            each.setUserId("user-1");
        });

        Outcome outcome = played.get(connection, "/matters");

        assertThat(outcome.body()).contains(shown).doesNotContain("\"" + restricted + "\"");
        Entry request = sandbox.requests().entries().get(0);
        assertThat(request.path()).isEqualTo("/" + firm.id() + "/matters");
    }

    @Test
    void keyAndTokenGoToNoOtherHost() throws Exception {
        SmokeballConnection connection = played.connect();
        try (SmokeballSandbox stranger = SmokeballSandbox.builder().start()) {
            Outcome outcome =
                    played.outcome(played.send(played.client(connection), new HttpGet(stranger.apiUri() + CODES)));

            assertThat(outcome.failure()).hasStackTraceContaining("are for 127.0.0.1 only");
            assertThat(stranger.requests().total()).isZero();
        }
    }

    @Test
    void redirectIsNotFollowed() {
        SmokeballConnection connection = played.connect();
        sandbox.faults()
                .answerNext(1, Response.redirect(302, sandbox.authUri() + "/elsewhere"), path -> path.equals(CODES));

        assertThat(played.get(connection, CODES).status()).isEqualTo(302);
        assertThat(sandbox.tokenRequests().count("/elsewhere")).isZero();
    }
}
