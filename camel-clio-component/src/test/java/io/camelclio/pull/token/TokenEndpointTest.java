package io.camelclio.pull.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.http.UnendingServer;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Query FORM =
            new Query().with("client_secret", "s3cret").with("grant_type", "refresh_token");

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final Faults faults = new Faults();
    private final List<Request> requests = new ArrayList<>();
    private volatile Response answer = Response.json(200, "{\"access_token\":\"t0ken\",\"expires_in\":3600}");
    private final SandboxServer server = SandboxServer.start(0, clock, faults, request -> {
        requests.add(request);
        return answer;
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsAFormAndNoAuthorizationUnlessThereIsOne() {
        ask(null).join();
        ask("Basic abc").join();

        Request first = requests.get(0);
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.text()).isEqualTo("client_secret=s3cret&grant_type=refresh_token");
        assertThat(first.header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(first.header("Authorization")).isEmpty();
        assertThat(requests.get(1).header("Authorization")).contains("Basic abc");
    }

    @Test
    void honoursTheLifeThatTheVendorNames() {
        Issued issued = ask(null).join();

        assertThat(issued.access().value()).isEqualTo("t0ken");
        assertThat(issued.access().renewAt()).isEqualTo(clock.instant().plusSeconds(3_540));
        assertThat(issued.refreshToken()).isNull();
    }

    @Test
    void aTokenWithoutANamedLifeIsGoodUntilItIsRefused() {
        answer = Response.json(200, "{\"access_token\":\"t0ken\"}");

        assertThat(ask(null).join().access().renewAt()).isEqualTo(Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-1", "\"\"", "\"soon\""})
    void aLifeThatSaysNothingIsLikeNone(String life) {
        answer = Response.json(200, "{\"access_token\":\"t0ken\",\"expires_in\":" + life + "}");

        assertThat(ask(null).join().access().renewAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void passesANewRefreshTokenOn() {
        answer = Response.json(200, "{\"access_token\":\"t0ken\",\"expires_in\":60,\"refresh_token\":\"next\"}");

        assertThat(ask(null).join().refreshToken()).isEqualTo("next");
    }

    @Test
    void tellsARefusalByStatusAndOAuthsWordOnly() {
        answer = Response.json(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"refresh token s3cret is unknown\"}");

        assertThatThrownBy(ask(null)::join)
                .cause()
                .isInstanceOfSatisfying(TokenRefusedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(400))
                .hasMessage("POST /oauth/token was answered 400 invalid_grant");
    }

    @Test
    void passesOnNothingThatIsNoWord() {
        answer = Response.json(400, "{\"error\":\"<b>\\r\\nSet-Cookie: x</b>" + "y".repeat(500) + "\"}");

        assertThatThrownBy(ask(null)::join)
                .cause()
                .message()
                .hasSizeLessThan(120)
                .doesNotContain("<", "\n", "\r", ":");
    }

    @Test
    void anAnswerWithoutTokenIsARefusalAndIsNotQuoted() {
        for (String body : List.of(
                "<html>s3cret</html>",
                "",
                "null",
                "[]",
                "{\"access_token\":\"\"}",
                "{\"access_token\":{\"a\":\"s3cret\"}}",
                "{\"access_token\":\"s3cr")) {
            answer = Response.json(200, body);

            assertThatThrownBy(ask(null)::join)
                    .as(body)
                    .hasCauseInstanceOf(TokenRefusedException.class)
                    .hasMessageNotContaining("s3cr");
        }
    }

    @Test
    void aTokenInAnAnswerThatIsNoSuccessIsNotUsed() {
        answer = Response.json(302, "{\"access_token\":\"t0ken\",\"expires_in\":60}")
                .withHeader("Location", "http://127.0.0.1:1/");

        assertThatThrownBy(ask(null)::join)
                .hasCauseInstanceOf(TokenRefusedException.class)
                .hasMessageNotContaining("t0ken");
    }

    @Test
    void endsWithItsDeadlineWhenTheBodyStalls() throws Exception {
        try (UnendingServer stalling = UnendingServer.stalling()) {
            CompletableFuture<Issued> asked =
                    endpoint(stalling.address(), Duration.ofMillis(300)).ask(FORM, null);

            assertThat(asked)
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whatWasIssuedNeverShowsItself() {
        answer = Response.json(200, "{\"access_token\":\"t0ken\",\"expires_in\":60,\"refresh_token\":\"n3xt\"}");

        assertThat(ask(null).join().toString()).doesNotContain("t0ken", "n3xt");
    }

    private CompletableFuture<Issued> ask(String authorization) {
        return endpoint(server.baseUri(), PATIENCE).ask(FORM, authorization);
    }

    private TokenEndpoint endpoint(URI base, Duration deadline) {
        return new TokenEndpoint(URI.create(base + "/oauth/token"), deadline, HttpClient.newHttpClient(), clock);
    }
}
