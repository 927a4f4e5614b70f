package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.pull.MemoryTokenStore;
import io.camelclio.pull.RateBudget;
import io.camelclio.pull.TokenEndpoint;
import io.camelclio.pull.TokenSession;
import io.camelclio.pull.TokenSession.AccessToken;
import io.camelclio.pull.TokenStore;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClioTokensTest {

    private static final String TOKEN_PATH = "/oauth/token";

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final TokenStore store = new MemoryTokenStore();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void exchangesTheRefreshTokenAgainAndAgain() throws Exception {
        ClioTokens tokens = tokens(clio.clientSecret(), clio.refreshToken());

        AccessToken first = tokens.refresh().join();
        AccessToken second = tokens.refresh().join();

        assertThat(first.value()).isNotEqualTo(second.value());
        assertThat(first.renewAt())
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)).minusSeconds(60));
    }

    @Test
    void usesANewRefreshTokenThatClioMayGive() throws Exception {
        ClioTokens tokens = tokens(clio.clientSecret(), "the-old-one");
        clio.faults()
                .answerNext(
                        1,
                        Response.json(
                                200,
                                "{\"access_token\":\"a\",\"expires_in\":60,\"refresh_token\":\"" + clio.refreshToken()
                                        + "\"}"),
                        TOKEN_PATH::equals);
        tokens.refresh().join();

        assertThat(tokens.refresh().join().value()).isNotEmpty().isNotEqualTo("a");
    }

    @Test
    void tellsWrongCredentialsWithoutShowingThem() throws Exception {
        ClioException wrongSecret = failure(tokens("wr0ng-secret", clio.refreshToken()));
        assertThat(wrongSecret.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(wrongSecret).hasMessageStartingWith("POST /oauth/token was answered 401 invalid_client: check");

        ClioException wrongToken = failure(tokens(clio.clientSecret(), "wr0ng-token"));
        assertThat(wrongToken.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(wrongToken).hasMessageContaining("400 invalid_grant");

        for (ClioException failure : new ClioException[] {wrongSecret, wrongToken}) {
            assertThat(Throwables.getStackTrace(failure))
                    .doesNotContain("wr0ng", clio.clientSecret(), clio.refreshToken(), clio.clientId());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, RATE_LIMITED",
        "500, VENDOR_FAILURE",
        "503, VENDOR_FAILURE",
        "404, CREDENTIALS",
        "302, UNEXPECTED_ANSWER",
        "200, UNEXPECTED_ANSWER"
    })
    void tellsAnOutageFromRefusedCredentials(int status, Kind kind) throws Exception {
        clio.faults().answerNext(1, Response.json(status, "<html></html>"), TOKEN_PATH::equals);

        assertThat(failure(tokens(clio.clientSecret(), clio.refreshToken())).kind())
                .isEqualTo(kind);
    }

    @Test
    void anEndpointThatDropsTheConnectionIsUnreachable() throws Exception {
        clio.faults().dropNext(10, TOKEN_PATH::equals);

        assertThat(failure(tokens(clio.clientSecret(), clio.refreshToken())).kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aRevokedTokenIsReplacedInTheMiddleOfTheWork() throws Exception {
        HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
        RateBudget budget = new RateBudget(50, Duration.ofSeconds(60), clock, scheduler);
        TokenSession session = new TokenSession(tokens(clio.clientSecret(), clio.refreshToken())::refresh, clock);
        ClioApi api = new ClioApi(
                clio.baseUri(),
                "4.0.13",
                Duration.ofSeconds(10),
                session,
                budget,
                http,
                clock,
                scheduler,
                CallObserver.NONE);
        Operation list = Catalogue.clio().resource("activities").operation(ClioOperation.list);
        api.send(ClioCall.of("activities", list, "activities")).join();

        clio.revokeTokens();
        api.send(ClioCall.of("activities", list, "activities")).join();

        assertThat(clio.requests().count(TOKEN_PATH)).isEqualTo(2);
        assertThat(clio.requests().count("/api/v4/activities.json")).isEqualTo(3);
        scheduler.shutdownNow();
    }

    private ClioTokens tokens(String secret, String refreshToken) throws IOException {
        URI address = URI.create(clio.baseUri() + TOKEN_PATH);
        TokenEndpoint endpoint = new TokenEndpoint(address, Duration.ofSeconds(10), http, clock);
        return new ClioTokens(endpoint, ClioCredentials.refreshed(clio.clientId(), secret, refreshToken), store);
    }

    private static ClioException failure(ClioTokens tokens) {
        Throwable failure = catchThrowable(() -> tokens.refresh().join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ClioException.class);
        return (ClioException) failure.getCause();
    }
}
