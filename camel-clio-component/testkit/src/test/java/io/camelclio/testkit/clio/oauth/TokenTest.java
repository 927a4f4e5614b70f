package io.camelclio.testkit.clio.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final ApiClient api = new ApiClient(clio, "none");

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void exchangesTheRefreshTokenAgainAndAgainWithoutReplacingIt() throws Exception {
        JsonNode first = refresh(clio.clientSecret(), clio.refreshToken()).json();
        JsonNode second = refresh(clio.clientSecret(), clio.refreshToken()).json();

        assertThat(first.get("token_type").asText()).isEqualTo("bearer");
        assertThat(first.get("expires_in").asLong()).isEqualTo(2_592_000);
        assertThat(first.has("refresh_token")).isFalse();
        assertThat(second.get("access_token")).isNotEqualTo(first.get("access_token"));
        assertThat(whoAmI(first).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretAsInvalidClient() throws Exception {
        ApiClient.Answer answer = refresh("wrong", clio.refreshToken());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void refusesAWrongRefreshTokenAsInvalidGrant() throws Exception {
        ApiClient.Answer answer = refresh(clio.clientSecret(), "wrong");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesOtherGrantsAndJsonBodies() throws Exception {
        ApiClient.Answer credentials = api.form(
                "/oauth/token",
                "grant_type",
                "client_credentials",
                "client_id",
                clio.clientId(),
                "client_secret",
                clio.clientSecret());
        ApiClient.Answer json = api.jsonTo("/oauth/token", "{\"grant_type\":\"refresh_token\"}");

        assertThat(credentials.json().get("error").asText()).isEqualTo("unsupported_grant_type");
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.json().get("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void answers401WithAStringErrorAndNoRateLimitHeaders() throws Exception {
        ApiClient.Answer answer = api.get("users/who_am_i");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("error").asText()).isEqualTo("invalid_token");
        assertThat(answer.header("X-RateLimit-Limit")).isNull();
    }

    @Test
    void refusesATokenThatHasExpired() throws Exception {
        JsonNode token = refresh(clio.clientSecret(), clio.refreshToken()).json();
        clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(whoAmI(token).status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));
        assertThat(whoAmI(token).status()).isEqualTo(401);
    }

    @Test
    void refusesRevokedTokensUntilANewOneIsFetched() throws Exception {
        JsonNode old = refresh(clio.clientSecret(), clio.refreshToken()).json();
        clio.revokeTokens();

        assertThat(whoAmI(old).status()).isEqualTo(401);
        assertThat(whoAmI(refresh(clio.clientSecret(), clio.refreshToken()).json())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deauthorisesTheTokenItIsSentWith() throws Exception {
        String token = clio.accessToken();
        ApiClient client = new ApiClient(clio, token);

        assertThat(client.form("/oauth/deauthorize", "token", token).status()).isEqualTo(200);
        assertThat(client.get("users/who_am_i").status()).isEqualTo(401);
    }

    @Test
    void tellsWhoTheTokenBelongsTo() throws Exception {
        ApiClient client = new ApiClient(clio);

        assertThat(client.get("users/who_am_i.json", "fields", "name")
                        .data()
                        .get("name")
                        .asText())
                .isEqualTo("Ada Quill");
    }

    private ApiClient.Answer whoAmI(JsonNode token) throws Exception {
        return new ApiClient(clio, token.get("access_token").asText()).get("users/who_am_i");
    }

    private ApiClient.Answer refresh(String secret, String refreshToken) throws Exception {
        return api.form(
                "/oauth/token",
                "grant_type",
                "refresh_token",
                "client_id",
                clio.clientId(),
                "client_secret",
                secret,
                "refresh_token",
                refreshToken);
    }
}
