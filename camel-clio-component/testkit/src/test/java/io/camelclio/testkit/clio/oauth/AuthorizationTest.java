package io.camelclio.testkit.clio.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationTest {

    private static final String REDIRECT = "http://127.0.0.1:8090/consent";

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio =
            ClioSandbox.builder().clock(clock).redirectUris(REDIRECT).start();
    private final ApiClient api = new ApiClient(clio, "none");

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void sendsAConsentingUserBackWithACodeAndTheStateUntouched() throws Exception {
        ApiClient.Answer answer = ask(REDIRECT, "state", "a b&c=ü");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(REDIRECT + "?code=");
        assertThat(sentBack(answer).first("state")).contains("a b&c=ü");
    }

    @Test
    void exchangesACodeOnceForATokenOfTheUserWhoConsented() throws Exception {
        String code = code();

        ApiClient.Answer first = exchange(code, REDIRECT);
        ApiClient.Answer again = exchange(code, REDIRECT);

        assertThat(first.json().get("token_type").asText()).isEqualTo("bearer");
        assertThat(first.json().get("expires_in").asLong()).isEqualTo(2_592_000);
        assertThat(name(first)).isEqualTo("Ada Quill");
        assertThat(refresh(first.json().get("refresh_token").asText()).status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesACodeAfterTenMinutes() throws Exception {
        String early = code();
        String late = code();

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(exchange(early, REDIRECT).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(exchange(late, REDIRECT).json().get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesACodeThatIsExchangedForAnotherAddress() throws Exception {
        assertThat(exchange(code(), REDIRECT + "?x=1").json().get("error").asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void admitsRegisteredAddressesWithExtraQueryParametersAndNoOthers() throws Exception {
        ApiClient.Answer extra = ask(REDIRECT + "?account=7");

        assertThat(extra.header("Location")).startsWith(REDIRECT + "?account=7&code=");
        for (String other :
                new String[] {REDIRECT + "/more", "http://127.0.0.1:8091/consent", REDIRECT + "?a=1#b", ""}) {
            ApiClient.Answer answer = ask(other);
            assertThat(answer.status()).as(other).isEqualTo(400);
            assertThat(answer.header("Location")).as(other).isNull();
        }
    }

    @Test
    void refusesAnUnknownAppWithoutSendingTheUserBack() throws Exception {
        ApiClient.Answer answer = api.follow(clio.baseUri() + "/oauth/authorize?response_type=code&client_id=nobody"
                + "&redirect_uri=" + encode(REDIRECT));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void sendsADecliningUserBackOnlyWhereTheAppAsksForIt() throws Exception {
        clio.authorization().decline();

        Query sentBack = sentBack(ask(REDIRECT, "state", "s", "redirect_on_decline", "true"));
        ApiClient.Answer kept = ask(REDIRECT, "state", "s");

        assertThat(sentBack.first("error")).contains("access_denied");
        assertThat(sentBack.first("state")).contains("s");
        assertThat(sentBack.first("code")).isEmpty();
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.header("Location")).isNull();
    }

    @Test
    void refusesOtherResponseTypesByRedirect() throws Exception {
        ApiClient.Answer answer = api.follow(clio.baseUri() + "/oauth/authorize?response_type=token&client_id="
                + clio.clientId() + "&redirect_uri=" + encode(REDIRECT));

        assertThat(sentBack(answer).first("error")).contains("unsupported_response_type");
    }

    @Test
    void tellsTheTokensOfSeveralUsersApart() throws Exception {
        long bea = clio.records("users").create("{\"name\":\"Bea Nib\"}").id();
        String refreshToken = clio.authorization().refreshToken(bea);
        clio.authorization().consentAs(bea);

        assertThat(name(exchange(code(), REDIRECT))).isEqualTo("Bea Nib");
        assertThat(name(refresh(refreshToken))).isEqualTo("Bea Nib");
        assertThat(name(refresh(clio.refreshToken()))).isEqualTo("Ada Quill");
    }

    @Test
    void ownsAWebhookByTheUserWhoseTokenAsksForIt() throws Exception {
        long bea = clio.records("users").create("{\"name\":\"Bea Nib\"}").id();
        ApiClient client = new ApiClient(clio, clio.authorization().accessToken(bea));

        ApiClient.Answer webhook = client.post(
                "webhooks",
                "{\"data\":{\"url\":\"https://receiver.invalid/x\",\"model\":\"activity\",\"fields\":\"id\"}}",
                "fields",
                "user{id}");

        assertThat(webhook.data().at("/user/id").asLong()).isEqualTo(bea);
    }

    @Test
    void replacesRefreshTokensOnceTheyAreRotated() throws Exception {
        clio.authorization().rotateRefreshTokens(true);

        String second = refresh(clio.refreshToken()).json().get("refresh_token").asText();
        ApiClient.Answer old = refresh(clio.refreshToken());
        ApiClient.Answer next = refresh(second);

        assertThat(old.json().get("error").asText()).isEqualTo("invalid_grant");
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.json().get("refresh_token").asText()).isNotEqualTo(second);
    }

    @Test
    void countsTheRefreshesItGranted() throws Exception {
        exchange(code(), REDIRECT);
        refresh("unknown");
        assertThat(clio.authorization().refreshes()).isZero();

        refresh(clio.refreshToken());
        refresh(clio.refreshToken());
        assertThat(clio.authorization().refreshes()).isEqualTo(2);
    }

    @Test
    void revokesOneTokenAndLeavesTheOthers() throws Exception {
        String gone = clio.accessToken();
        String kept = clio.accessToken();
        clio.authorization().revoke(gone);
        clio.authorization().revoke(clio.refreshToken());

        assertThat(new ApiClient(clio, gone).get("users/who_am_i").status()).isEqualTo(401);
        assertThat(new ApiClient(clio, kept).get("users/who_am_i").status()).isEqualTo(200);
        assertThat(refresh(clio.refreshToken()).json().get("error").asText()).isEqualTo("invalid_grant");
    }

    private String code() throws Exception {
        return sentBack(ask(REDIRECT)).first("code").orElseThrow();
    }

    private ApiClient.Answer ask(String redirectUri, String... more) throws Exception {
        StringBuilder url = new StringBuilder(clio.baseUri() + "/oauth/authorize?response_type=code&client_id="
                + clio.clientId() + "&redirect_uri=" + encode(redirectUri));
        for (int i = 0; i < more.length; i += 2) {
            url.append('&').append(more[i]).append('=').append(encode(more[i + 1]));
        }
        return api.follow(url.toString());
    }

    private ApiClient.Answer exchange(String code, String redirectUri) throws Exception {
        return token("authorization_code", "code", code, "redirect_uri", redirectUri);
    }

    private ApiClient.Answer refresh(String refreshToken) throws Exception {
        return token("refresh_token", "refresh_token", refreshToken, "unused", "");
    }

    private ApiClient.Answer token(String grant, String name, String value, String name2, String value2)
            throws Exception {
        return api.form(
                "/oauth/token",
                "grant_type",
                grant,
                "client_id",
                clio.clientId(),
                "client_secret",
                clio.clientSecret(),
                name,
                value,
                name2,
                value2);
    }

    private String name(ApiClient.Answer token) throws Exception {
        ApiClient client = new ApiClient(clio, token.json().get("access_token").asText());
        return client.get("users/who_am_i", "fields", "name").data().get("name").asText();
    }

    private static Query sentBack(ApiClient.Answer answer) {
        return Query.parse(URI.create(answer.header("Location")).getRawQuery());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
