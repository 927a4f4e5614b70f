package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelclio.component.ClioRegion;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.log.CapturedLog;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.pull.token.MemoryTokenStore;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenRefusedException;
import io.camelclio.pull.token.TokenSession;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.pull.token.TokenStore;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClioTokensTest {

    private static final String TOKEN_PATH = "/oauth/token";
    private static final String REDIRECT = "http://127.0.0.1:8080/back";

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio =
            ClioSandbox.builder().clock(clock).redirectUris(REDIRECT).start();
    private final MemoryTokenStore store = new MemoryTokenStore();
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
    void aReplacedRefreshTokenIsInTheStoreBeforeItsAccessTokenIsUsedAndServesTheNextSession() throws Exception {
        clio.authorization().rotateRefreshTokens(true);
        tokens(clio.clientSecret(), clio.refreshToken())
                .refresh()
                .thenAccept(access -> assertThat(store.load())
                        .as("what is kept when the access token is there")
                        .isPresent())
                .join();

        assertThat(store.load()).isNotEqualTo(Optional.of(clio.refreshToken()));
        assertThat(tokens(clio.clientSecret(), clio.refreshToken())
                        .refresh()
                        .join()
                        .value())
                .isNotEmpty();
        assertThat(clio.requests().count(TOKEN_PATH))
                .as("the configured one, which is used up, was not tried")
                .isEqualTo(2);
    }

    @Test
    void aNewSessionReadsTheReplacedRefreshTokenFromTheFile(@TempDir Path folder) throws Exception {
        clio.authorization().rotateRefreshTokens(true);
        Path file = folder.resolve("refresh-token");
        ClioCredentials configured =
                ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken());
        new ClioTokens("us", endpoint(), configured, new FileTokenStore(file))
                .refresh()
                .join();

        new ClioTokens("us", endpoint(), configured, new FileTokenStore(file))
                .refresh()
                .join();
        ClioCredentials withoutToken = ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), null);
        new ClioTokens("us", endpoint(), withoutToken, new FileTokenStore(file))
                .refresh()
                .join();

        assertThat(clio.authorization().refreshes()).isEqualTo(3);
        assertThat(clio.requests().count(TOKEN_PATH)).isEqualTo(3);
    }

    @Test
    void theConfiguredRefreshTokenIsTriedAndKeptWhereTheStoredOneIsRefused() throws Exception {
        store.save("revoked");
        ClioTokens tokens = tokens(clio.clientSecret(), clio.refreshToken());

        tokens.refresh().join();
        assertThat(store.load()).contains(clio.refreshToken());
        tokens.refresh().join();
        assertThat(clio.requests().count(TOKEN_PATH)).isEqualTo(3);
    }

    @Test
    void aTokenThatIsStoredLaterIsUsedFromTheNextRefreshOn() throws Exception {
        ClioTokens tokens = tokens(clio.clientSecret(), "revoked");
        assertThat(failure(tokens).kind()).isEqualTo(Kind.CREDENTIALS);

        store.save(clio.refreshToken());

        assertThat(tokens.refresh().join().value()).isNotEmpty();
        assertThat(clio.requests().count(TOKEN_PATH)).isEqualTo(2);
    }

    @Test
    void theConfiguredRefreshTokenIsNotTriedWhenClioIsInTrouble() throws Exception {
        store.save("stored");
        clio.faults().answerNext(1, 503, TOKEN_PATH::equals);

        assertThat(failure(tokens(clio.clientSecret(), clio.refreshToken())).kind())
                .isEqualTo(Kind.VENDOR_FAILURE);
        assertThat(store.load()).contains("stored");
    }

    @Test
    void aStoreThatFailsToSaveIsLoggedAndTheSessionGoesOn() throws Exception {
        clio.authorization().rotateRefreshTokens(true);
        ClioTokens tokens = new ClioTokens(
                "us",
                endpoint(),
                ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), clio.refreshToken()),
                new FullStore());
        try (CapturedLog log = new CapturedLog()) {
            tokens.refresh().join();
            tokens.refresh().join();

            assertThat(log.text())
                    .contains("ERROR", "could not be kept in a full disk", "no space left")
                    .doesNotContain("sandbox-");
        }
        assertThat(clio.authorization().refreshes()).isEqualTo(2);
    }

    @Test
    void withoutAnyRefreshTokenThereIsNothingToAskWith() throws Exception {
        ClioException failure = failure(tokens(clio.clientSecret(), null));

        assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(failure).hasMessageStartingWith("There is no refresh token, neither configured nor in");
        assertThat(clio.requests().count(TOKEN_PATH)).isZero();
    }

    @Test
    void asksForConsentAndExchangesTheCode() throws Exception {
        ClioTokens tokens = tokens(clio.clientSecret(), null);
        URI screen = ClioTokens.authorizeUrl(clio.baseUri(), clio.clientId(), REDIRECT, "st&te");
        URI back = URI.create(
                clio.browser().open(screen).headers().firstValue("Location").orElseThrow());
        Query sentBack = Query.parse(back.getRawQuery());
        assertThat(sentBack.first("state")).contains("st&te");

        AccessToken first =
                tokens.exchange(sentBack.first("code").orElseThrow(), REDIRECT).join();

        assertThat(first.value()).isNotEmpty();
        assertThat(store.load()).isPresent();
        assertThat(tokens.refresh().join().value()).isNotEqualTo(first.value());
    }

    @Test
    void aDeclinedConsentComesBackToTheApplication() throws Exception {
        clio.authorization().decline();

        URI screen = ClioTokens.authorizeUrl(clio.baseUri(), clio.clientId(), REDIRECT, "state");

        assertThat(clio.browser().open(screen).headers().firstValue("Location"))
                .contains(REDIRECT + "?error=access_denied&state=state");
    }

    @ParameterizedTest
    @EnumSource
    void everyRegionHasItsOwnConsentScreen(ClioRegion region) {
        URI screen = ClioTokens.authorizeUrl(region.address(), "id", "http://127.0.0.1:1/back?x=1", "s");

        assertThat(screen)
                .hasToString(region.address() + "/oauth/authorize?client_id=id&response_type=code"
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fback%3Fx%3D1&state=s&redirect_on_decline=true");
    }

    @Test
    void aCodeThatIsRefusedOrCannotBeKeptFailsTheExchange() throws Exception {
        ClioTokens tokens = tokens(clio.clientSecret(), null);
        assertThatThrownBy(() -> tokens.exchange("forged", REDIRECT).join())
                .hasRootCauseInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("400 invalid_grant");

        clio.faults().answerNext(1, Response.json(200, "{\"access_token\":\"a\"}"), TOKEN_PATH::equals);
        assertThatThrownBy(() -> tokens.exchange("c0de", REDIRECT).join())
                .hasMessageContaining("exchanged a code without a refresh token");

        clio.faults()
                .answerNext(
                        1, Response.json(200, "{\"access_token\":\"a\",\"refresh_token\":\"r\"}"), TOKEN_PATH::equals);
        ClioTokens unkept = new ClioTokens(
                "us",
                endpoint(),
                ClioCredentials.refreshed(clio.clientId(), clio.clientSecret(), null),
                new FullStore());
        assertThatThrownBy(() -> unkept.exchange("c0de", REDIRECT).join()).hasCauseInstanceOf(IOException.class);
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
        "429, VENDOR_FAILURE",
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
        return new ClioTokens(
                "us", endpoint(), ClioCredentials.refreshed(clio.clientId(), secret, refreshToken), store);
    }

    private TokenEndpoint endpoint() {
        return new TokenEndpoint(URI.create(clio.baseUri() + TOKEN_PATH), Duration.ofSeconds(10), http, clock);
    }

    private static final class FullStore implements TokenStore {

        @Override
        public Optional<String> load() {
            return Optional.empty();
        }

        @Override
        public void save(String refreshToken) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public String toString() {
            return "a full disk";
        }
    }

    private static ClioException failure(ClioTokens tokens) {
        Throwable failure = catchThrowable(() -> tokens.refresh().join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(ClioException.class);
        return (ClioException) failure.getCause();
    }
}
