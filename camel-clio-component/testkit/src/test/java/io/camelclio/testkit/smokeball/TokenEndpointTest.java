package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {

    private static final String CALLBACK = "http://localhost:8765/callback";

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final SmokeballSandbox sandbox = SmokeballSandbox.builder()
            .clock(clock)
            .unlimited()
            .redirectUris(CALLBACK)
            .start();
    private final SmokeballClient client = new SmokeballClient(sandbox);
    private final String clientId = "client_id=" + sandbox.clientId();

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void givesATokenThatTheApiTakesUntilItExpires() throws Exception {
        HttpResponse<String> response = client.token("grant_type=client_credentials&" + clientId);

        JsonNode token = SmokeballClient.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(token.get("expires_in").intValue()).isEqualTo(3600);
        assertThat(token.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(token.has("refresh_token")).isFalse();
        assertThat(listWith(token)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(3599));
        assertThat(listWith(token)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(listWith(token)).isEqualTo(401);
    }

    @Test
    void refreshesWithoutANewRefreshToken() throws Exception {
        String form = "grant_type=refresh_token&" + clientId + "&refresh_token=";

        HttpResponse<String> response = client.token(form + sandbox.refreshToken());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(SmokeballClient.json(response).has("refresh_token")).isFalse();
        assertThat(listWith(SmokeballClient.json(response))).isEqualTo(200);
        assertRefused(client.token(form + "stale"), "invalid_grant");
    }

    @Test
    void aConsentGivesACodeThatIsGoodOnceForItsAddressAndItsVerifier() throws Exception {
        // (RFC 7636, appendix B)
        String challenge = "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        String verifier = "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

        assertRefused(client.token(codeForm(code(challenge))), "invalid_grant");
        assertRefused(client.token(codeForm(code(challenge)) + verifier + "x"), "invalid_grant");
        assertRefused(client.token(codeForm(code("")) + verifier), "invalid_grant");
        String late = code(challenge);
        clock.advance(Duration.ofMinutes(5));
        assertRefused(client.token(codeForm(late) + verifier), "invalid_grant");
        String code = code(challenge);
        JsonNode token = SmokeballClient.json(client.token(codeForm(code) + verifier));
        assertRefused(client.token(codeForm(code) + verifier), "invalid_grant");

        assertThat(listWith(token)).isEqualTo(200);
        String refresh = "grant_type=refresh_token&" + clientId + "&refresh_token=";
        assertThat(client.token(refresh + token.get("refresh_token").textValue())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodyIsSentToAnAddressThatIsNotRegistered() throws Exception {
        HttpResponse<Void> answer = authorize("https://evil.example/", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(authorize(CALLBACK, "&code_challenge_method=plain&code_challenge=x")
                        .headers()
                        .firstValue("Location"))
                .contains(CALLBACK + "?error=invalid_request&state=s");
    }

    private String codeForm(String code) {
        return "grant_type=authorization_code&" + clientId + "&redirect_uri=" + CALLBACK + "&code=" + code;
    }

    private String code(String challenge) throws Exception {
        String location =
                authorize(CALLBACK, challenge).headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("&state=s");
        return Query.parse(URI.create(location).getRawQuery()).first("code").orElseThrow();
    }

    private HttpResponse<Void> authorize(String redirectUri, String more) throws Exception {
        URI page = URI.create(sandbox.authUri() + "/oauth2/authorize?response_type=code&state=s&" + clientId
                + "&redirect_uri=" + redirectUri + more);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void givesANewRefreshTokenWithEachRefreshWhenToldTo() throws Exception {
        String form = "grant_type=refresh_token&" + clientId + "&refresh_token=";
        sandbox.tokens().rotateRefreshTokens();

        JsonNode refreshed = SmokeballClient.json(client.token(form + sandbox.refreshToken()));

        assertRefused(client.token(form + sandbox.refreshToken()), "invalid_grant");
        assertThat(client.token(form + refreshed.get("refresh_token").textValue())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesInTheWordsOfOauth() throws Exception {
        assertRefused(client.token(clientId), "invalid_request");
        assertRefused(client.token("grant_type=client_credentials"), "invalid_request");
        assertRefused(client.token("grant_type=password&" + clientId), "unsupported_grant_type");
        assertRefused(client.token("grant_type=client_credentials&client_id=other"), "invalid_client");
        assertRefused(
                client.token("grant_type=client_credentials&" + clientId, sandbox.clientId() + ":wrong"),
                "invalid_client");
    }

    @Test
    void wantsAFormWithBasicAuthentication() throws Exception {
        String uri = sandbox.authUri() + "/oauth2/token";
        String form = "grant_type=client_credentials&" + clientId;

        assertRefused(
                client.send(SmokeballClient.request(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))),
                "invalid_request");
        assertRefused(
                client.send(SmokeballClient.request(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form + "&client_secret=" + sandbox.clientSecret()))),
                "invalid_client");
        assertThat(client.send(SmokeballClient.request(uri)).statusCode()).isEqualTo(405);
    }

    @Test
    void livesOnAnotherAddressThanTheApi() throws Exception {
        assertThat(sandbox.authUri()).isNotEqualTo(sandbox.apiUri());
        assertThat(client.get("/oauth2/token").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesRevokedTokens() throws Exception {
        JsonNode token = SmokeballClient.json(client.token("grant_type=client_credentials&" + clientId));

        sandbox.revokeTokens();

        assertThat(listWith(token)).isEqualTo(401);
    }

    private int listWith(JsonNode token) throws Exception {
        String bearer = "Bearer " + token.get("access_token").textValue();
        return client.get("/activitycodes", "x-api-key", sandbox.apiKey(), "Authorization", bearer)
                .statusCode();
    }

    private static void assertRefused(HttpResponse<String> response, String error) throws Exception {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(SmokeballClient.json(response).get("error").textValue()).isEqualTo(error);
    }
}
