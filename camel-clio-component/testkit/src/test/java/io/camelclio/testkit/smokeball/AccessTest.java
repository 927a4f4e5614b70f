package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.smokeball.api.Calls;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, users, scopes and tokens that end. */
class AccessTest {

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final SmokeballSandbox sandbox = SmokeballSandbox.builder()
            .clock(clock)
            .unlimited()
            .tokenLife(Duration.ofHours(6))
            .start();
    private final SmokeballClient client = new SmokeballClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void tellsTheLifeOfATokenAsChosen() throws Exception {
        HttpResponse<String> answer = client.token("grant_type=client_credentials&client_id=" + sandbox.clientId());

        assertThat(SmokeballClient.json(answer).get("expires_in").intValue()).isEqualTo(21_600);
    }

    @Test
    void endsTokensInTheMiddle() throws Exception {
        sandbox.tokens().revokeAfter(2);

        assertThat(client.status("/matters")).isEqualTo(200);
        assertThat(client.status("/matters")).isEqualTo(200);
        assertThat(client.status("/matters")).isEqualTo(401);
        assertThat(new SmokeballClient(sandbox).status("/matters")).isEqualTo(200);
    }

    @Test
    void endsARefreshTokenAtAFixedDateHoweverOftenItIsUsed() throws Exception {
        Instant end = sandbox.account().refreshTokenEnd();
        assertThat(end).isEqualTo(clock.instant().plus(Duration.ofDays(30)));

        clock.advance(Duration.ofDays(29));
        assertThat(refresh(sandbox.refreshToken()).statusCode()).isEqualTo(200);
        clock.advanceTo(end);

        HttpResponse<String> refused = refresh(sandbox.refreshToken());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(SmokeballClient.json(refused).get("error").textValue()).isEqualTo("invalid_grant");
        assertThat(refresh(sandbox.account().consentAgain()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesATokenWithoutTheScopeAndKeepsScopesInsideTokens() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        String fees = "/matters/" + matter + "/fees";
        sandbox.tokens().withhold("fees/read");
        assertThat(client.status(fees)).as("an older token keeps its scopes").isEqualTo(200);

        SmokeballClient without = new SmokeballClient(sandbox);
        HttpResponse<String> refused = without.get(fees);
        sandbox.tokens().grant("fees/read");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("execute-api:Invoke").startsWith("{\"Message\"");
        assertThat(without.status("/matters")).isEqualTo(200);
        assertThat(without.status(fees)).as("a new scope needs a new token").isEqualTo(403);
        assertThat(new SmokeballClient(sandbox).status(fees)).isEqualTo(200);
    }

    @Test
    void keepsAccountsApart() throws Exception {
        Account other = sandbox.newAccount();
        String mine = sandbox.collection("matters").add().id();
        String theirs = other.collection("matters").add().id();

        assertThat(client.ids("/matters")).containsExactly(mine);
        assertThat(client.ids("/" + sandbox.accountId() + "/matters")).containsExactly(mine);
        JsonNode page = client.page("/" + other.id() + "/matters");
        assertThat(page.at("/value/0/id").textValue()).isEqualTo(theirs);
        assertThat(page.at("/value/0/href").textValue())
                .isEqualTo(sandbox.apiUri() + "/" + other.id() + "/matters/" + theirs);
        assertThat(client.ids("/" + SmokeballSandbox.SYSTEM_ACCOUNT + "/matters"))
                .isEmpty();
        assertThat(other.ledger().state("matters")).hasSize(1);
        assertThat(sandbox.calls().count(kind -> kind.accountId().equals(other.id())))
                .isEqualTo(1);
    }

    @Test
    void letsAConsentReachItsOwnAccountOnly() throws Exception {
        Account other = sandbox.newAccount();
        other.collection("matters").add();
        JsonNode token = SmokeballClient.json(refresh(other.refreshToken()));
        SmokeballClient consented =
                new SmokeballClient(sandbox, token.get("access_token").textValue());

        assertThat(consented.ids("/matters")).hasSize(1);
        assertThat(consented.status("/" + other.id() + "/matters")).isEqualTo(200);
        assertThat(consented.status("/" + sandbox.accountId() + "/matters")).isEqualTo(403);
    }

    @Test
    void hidesARestrictedMatterFromItsUserAlone() throws Exception {
        List<String> matters = sandbox.collection("matters").addAll(2);
        String user = sandbox.account().userId();
        sandbox.parents().hide(user, matters.get(0));
        JsonNode token = SmokeballClient.json(refresh(sandbox.refreshToken()));
        SmokeballClient consented =
                new SmokeballClient(sandbox, token.get("access_token").textValue());
        String[] named = {
            "x-api-key", sandbox.apiKey(), "Authorization", "Bearer " + sandbox.accessToken(), "UserId", user
        };

        assertThat(client.ids("/matters")).hasSize(2);
        assertThat(consented.ids("/matters")).containsExactly(matters.get(1));
        assertThat(consented.status("/matters/" + matters.get(0))).isEqualTo(404);
        assertThat(consented.status("/matters/" + matters.get(0) + "/fees")).isEqualTo(403);
        assertThat(SmokeballClient.json(client.get("/matters", named)).get("value"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void refusesTheListsOfOneParent(int status) throws Exception {
        List<String> matters = sandbox.collection("matters").addAll(2);
        sandbox.parents().refuse(matters.get(0), status);
        sandbox.parents().refuse("memos", matters.get(1), status);

        HttpResponse<String> refused = client.get("/matters/" + matters.get(0) + "/fees");

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(client.status("/matters/" + matters.get(1) + "/memos")).isEqualTo(status);
        assertThat(client.status("/matters/" + matters.get(1) + "/fees")).isEqualTo(200);
        sandbox.parents().admit(matters.get(0));
        sandbox.parents().admit(matters.get(1));
        assertThat(client.status("/matters/" + matters.get(0) + "/fees")).isEqualTo(200);
        assertThat(client.status("/matters/" + matters.get(1) + "/memos")).isEqualTo(200);
    }

    @Test
    void countsCallsByCollectionParentAndAnswer() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        SmokeballRecords fees = sandbox.collection("fees").under(matter);
        String fee = fees.add().id();
        client.get("/matters");
        client.get("/matters/" + matter + "/fees");
        client.get("/matters/" + matter + "/fees/" + fee);
        client.get("/matters/" + matter + "/fees?Limit=0");
        client.get("/nowhere");

        Calls calls = sandbox.calls();
        assertThat(calls.total()).isEqualTo(5);
        assertThat(calls.count("fees", matter)).isEqualTo(3);
        assertThat(calls.count(kind -> kind.collection().equals("fees") && kind.single()))
                .isEqualTo(1);
        assertThat(calls.byCollection()).containsEntry("matters", 1L).containsEntry("", 1L);
        assertThat(calls.byStatus())
                .containsEntry(200, 3L)
                .containsEntry(400, 1L)
                .containsEntry(403, 1L);
        calls.clear();
        assertThat(calls.total()).isZero();
    }

    @Test
    void echoesTheRequestId() throws Exception {
        String[] headers = {
            "x-api-key", sandbox.apiKey(), "Authorization", "Bearer " + sandbox.accessToken(), "RequestId", "r-1"
        };

        assertThat(client.get("/matters", headers).headers().firstValue("RequestId"))
                .hasValue("r-1");
        assertThat(client.get("/matters").headers().firstValue("RequestId")).isEmpty();
    }

    private HttpResponse<String> refresh(String refreshToken) throws Exception {
        return client.token(
                "grant_type=refresh_token&client_id=" + sandbox.clientId() + "&refresh_token=" + refreshToken);
    }
}
