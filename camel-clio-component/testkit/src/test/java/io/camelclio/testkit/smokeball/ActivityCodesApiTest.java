package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.smokeball.listing.RowOrder;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.smokeball.records.Ticks;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityCodesApiTest {

    private static final String REVIEW =
            "{\"type\":1,\"description\":\"Contract review\",\"code\":\"CR\",\"isBillable\":true,\"rateType\":1,"
                    + "\"rate\":23.20,\"quantity\":0.60,\"taxInclusive\":true,\"taxExempt\":false}";

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private SmokeballSandbox sandbox;
    private SmokeballClient client;

    private void start(SmokeballSandbox.Builder settings) {
        sandbox = settings.clock(clock).start();
        client = new SmokeballClient(sandbox);
    }

    private void startUnlimited() {
        start(SmokeballSandbox.builder().unlimited());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void showsARecordWithExactDigitsAndItsLinks() throws Exception {
        startUnlimited();
        Change created = sandbox.activityCodes().create(REVIEW);

        String href = sandbox.apiUri() + "/activitycodes/" + created.id();
        String expected = "{\"href\":\"" + href
                + "\",\"relation\":\"activitycode\",\"method\":\"GET\",\"self\":{\"href\":\""
                + href + "\",\"relation\":\"self\",\"method\":\"GET\"},\"id\":\"" + created.id() + "\",\"versionId\":\""
                + created.versionId() + "\"," + REVIEW.substring(1, REVIEW.length() - 1) + ",\"isDeleted\":false}";
        assertThat(client.get("/activitycodes/" + created.id()).body()).isEqualTo(expected);
        assertThat(client.get("/activitycodes").body()).contains("\"value\":[" + expected + "]");
        assertThat(new String(sandbox.ledger().current().get(created.id()), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void pagesInTheEnvelopeAndLeavesOutLinksThatLeadNowhere() throws Exception {
        startUnlimited();
        create(5);

        JsonNode first = client.page("/activitycodes?Offset=0&Limit=2");
        JsonNode middle = client.page("/activitycodes?Offset=2&Limit=2");
        JsonNode last = client.page("/activitycodes?Offset=4&Limit=2");

        assertThat(names(first))
                .containsExactly(
                        "id",
                        "href",
                        "relation",
                        "method",
                        "self",
                        "value",
                        "offset",
                        "limit",
                        "size",
                        "first",
                        "next",
                        "last");
        assertThat(first.get("value")).hasSize(2);
        assertThat(first.get("size").intValue()).isEqualTo(5);
        assertThat(names(middle)).contains("first", "previous", "next", "last");
        assertThat(middle.at("/next/href").textValue()).isEqualTo(sandbox.apiUri() + "/activitycodes?offset=4&limit=2");
        assertThat(names(last)).contains("first", "previous", "last").doesNotContain("next");
        assertThat(last.get("value")).hasSize(1);
        assertThat(names(client.page("/activitycodes"))).contains("first").doesNotContain("previous", "next", "last");
    }

    @Test
    void leavesOutNextOnALastPageThatIsFull() throws Exception {
        startUnlimited();
        create(4);

        JsonNode page = client.page("/activitycodes?Offset=2&Limit=2");

        assertThat(page.get("value")).hasSize(2);
        assertThat(names(page)).contains("previous", "last").doesNotContain("next");
        assertThat(page.at("/last/href").textValue()).endsWith("?offset=2&limit=2");
        assertThat(names(client.page("/activitycodes?Limit=4"))).doesNotContain("next", "last");
    }

    @Test
    void returnsAnEmptyPageBehindTheEnd() throws Exception {
        startUnlimited();
        create(1);

        JsonNode page = client.page("/activitycodes?Offset=2147483647&Limit=500");

        assertThat(page.get("value")).isEmpty();
        assertThat(page.get("size").intValue()).isEqualTo(1);
        assertThat(names(page)).doesNotContain("next");
    }

    @Test
    void returnsAtMost500RowsWithoutALimit() throws Exception {
        startUnlimited();
        create(501);

        JsonNode page = client.page("/activitycodes");

        assertThat(page.get("limit").intValue()).isEqualTo(500);
        assertThat(page.get("value")).hasSize(500);
        assertThat(client.page("/activitycodes?Offset=500").get("value")).hasSize(1);
    }

    @Test
    void takesQueryNamesInAnyCaseAndIgnoresUnknownOnes() throws Exception {
        startUnlimited();
        create(3);

        assertThat(client.ids("/activitycodes?LIMIT=1&oFFset=1&Sort=asc(code)")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Limit, 0",
        "Limit, 501",
        "Limit, ''",
        "Limit, ten",
        "Limit, 1.0",
        "Limit, 9999999999999999999",
        "Offset, -1",
        "Offset, 2147483648",
        "Offset, %201",
        "UpdatedSince, 2026-03-02T09:30:00Z",
        "UpdatedSince, -1",
        "UpdatedSince, 3155378976000000000"
    })
    void refusesABadParameterWithProblemDetails(String name, String value) throws Exception {
        startUnlimited();

        HttpResponse<String> response = client.get("/activitycodes?" + name + "=" + value);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = SmokeballClient.json(response);
        assertThat(problem.get("status").intValue()).isEqualTo(400);
        assertThat(problem.get("instance").textValue()).isEqualTo("/activitycodes");
        assertThat(problem.at("/errors/0/field").textValue()).isEqualTo(name);
    }

    @Test
    void filtersByTicksInclusively() throws Exception {
        startUnlimited();
        Change old = sandbox.activityCodes().create(REVIEW);
        clock.advance(Duration.ofNanos(100));
        Change recent = sandbox.activityCodes().create(REVIEW);

        assertThat(recent.updatedTicks()).isEqualTo(old.updatedTicks() + 1);
        assertThat(client.ids("/activitycodes?UpdatedSince=" + recent.updatedTicks()))
                .containsExactly(recent.id());
        assertThat(client.ids("/activitycodes?UpdatedSince=" + old.updatedTicks()))
                .hasSize(2);
        assertThat(client.page("/activitycodes?UpdatedSince=" + recent.updatedTicks())
                        .get("size")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void filtersByTicksExclusivelyWhenToldTo() throws Exception {
        start(SmokeballSandbox.builder().unlimited().updatedSinceIsExclusive());
        Change only = sandbox.activityCodes().create(REVIEW);

        assertThat(client.ids("/activitycodes?UpdatedSince=" + only.updatedTicks()))
                .isEmpty();
        assertThat(client.ids("/activitycodes?UpdatedSince=" + (only.updatedTicks() - 1)))
                .containsExactly(only.id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsFiltersInNextLinksUnlessToldNotTo(boolean kept) throws Exception {
        SmokeballSandbox.Builder settings = SmokeballSandbox.builder().unlimited();
        start(kept ? settings : settings.nextLinksForgetFilters());
        create(2);

        String next = client.page("/activitycodes?Limit=1&UpdatedSince=7")
                .at("/next/href")
                .textValue();

        assertThat(next.contains("updatedsince=7")).isEqualTo(kept);
    }

    @Test
    void keepsDeletedRowsAndGivesEveryChangeAVersion() throws Exception {
        startUnlimited();
        Change created = sandbox.activityCodes().create(REVIEW);
        Change updated = sandbox.activityCodes().update(created.id(), "{\"rate\":25.00,\"quantity\":null}");
        clock.advance(Duration.ofSeconds(1));
        Change deleted = sandbox.activityCodes().delete(created.id());

        JsonNode row = client.page("/activitycodes?UpdatedSince=" + deleted.updatedTicks())
                .at("/value/0");

        assertThat(row.get("isDeleted").booleanValue()).isTrue();
        assertThat(row.get("versionId").textValue()).isEqualTo(deleted.versionId());
        assertThat(row.has("quantity")).isFalse();
        assertThat(List.of(created.versionId(), updated.versionId(), deleted.versionId()))
                .doesNotHaveDuplicates();
        assertThat(sandbox.ledger().changes()).isEqualTo(3);
        assertThat(sandbox.ledger().current()).containsOnlyKeys(created.id());
    }

    @Test
    void wantsBothKeyAndToken() throws Exception {
        startUnlimited();
        String bearer = "Bearer " + sandbox.accessToken();
        String key = sandbox.apiKey();

        assertRefused(client.get("/activitycodes", "x-api-key", key), 401, "Unauthorized");
        assertRefused(client.get("/activitycodes", "x-api-key", key, "Authorization", "Bearer x"), 401, "Unauthorized");
        assertRefused(
                client.get("/activitycodes", "x-api-key", key, "Authorization", bearer.substring(7)),
                401,
                "Unauthorized");
        assertRefused(client.get("/activitycodes", "Authorization", bearer), 403, "Forbidden");
        assertRefused(client.get("/activitycodes", "x-api-key", "x", "Authorization", bearer), 403, "Forbidden");
        assertRefused(client.get("/activitycodes", new String[0]), 401, "Unauthorized");
    }

    @Test
    void refusesABadTokenWith403WhenToldTo() throws Exception {
        start(SmokeballSandbox.builder().badTokenStatus(403));

        assertRefused(client.get("/activitycodes", "x-api-key", sandbox.apiKey()), 403, "Forbidden");
    }

    @Test
    void answersUnknownIdsWith404AndUnknownPathsAsTheGatewayDoes() throws Exception {
        startUnlimited();
        create(1);

        HttpResponse<String> response = client.get("/activitycodes/23d2a4bc-8529-462e-8560-dfbf4fa24e49");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertRefused(client.get("/activitycode"), 403, "Missing Authentication Token");
        assertRefused(client.get("/ActivityCodes"), 403, "Missing Authentication Token");
    }

    @Test
    void carriesTheAccountsPrefixIntoEveryLink() throws Exception {
        startUnlimited();
        create(2);
        String prefix = "/" + sandbox.accountId();

        String page = client.get(prefix + "/activitycodes?Limit=1").body();

        assertThat(page.split("\"href\":\"", -1))
                .hasSizeGreaterThan(5)
                .filteredOn(part -> part.startsWith("http"))
                .allMatch(part -> part.startsWith(sandbox.apiUri() + prefix + "/activitycodes"));
        String id = sandbox.activityCodes().all().get(0);
        assertThat(client.get(prefix + "/activitycodes/" + id).body())
                .isEqualTo(
                        new String(sandbox.ledger().current(sandbox.accountId()).get(id), StandardCharsets.UTF_8));
        assertThat(client.get("/23d2a4bc-8529-462e-8560-dfbf4fa24e49/activitycodes")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void allowsFiveRequestsAtOnceAndFiveASecond() throws Exception {
        start(SmokeballSandbox.builder());
        for (int request = 0; request < 5; request++) {
            assertThat(client.get("/activitycodes").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = client.get("/activitycodes");
        assertRefused(refused, 429, "Too Many Requests");
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        clock.advance(Duration.ofMillis(199));
        assertThat(client.get("/activitycodes").statusCode()).isEqualTo(429);
        clock.advance(Duration.ofMillis(2));
        assertThat(client.get("/activitycodes").statusCode()).isEqualTo(200);
        assertThat(client.get("/activitycodes").statusCode()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        for (int request = 0; request < 5; request++) {
            assertThat(client.get("/activitycodes").statusCode()).isEqualTo(200);
        }
        assertThat(client.get("/activitycodes").statusCode()).isEqualTo(429);
    }

    @Test
    void showsAChangeOnlyAfterTheLag() throws Exception {
        start(SmokeballSandbox.builder().unlimited().visibilityLag(Duration.ofSeconds(60)));
        Instant before = clock.instant();
        Change created = sandbox.activityCodes().create(REVIEW);
        assertThat(client.ids("/activitycodes")).isEmpty();
        assertThat(client.get("/activitycodes/" + created.id()).statusCode()).isEqualTo(404);

        clock.advance(Duration.ofSeconds(60));
        Change updated = sandbox.activityCodes().update(created.id(), "{\"rate\":99.99}");
        assertThat(version(created.id())).isEqualTo(created.versionId());
        assertThat(client.ids("/activitycodes?UpdatedSince=" + Ticks.of(before)))
                .containsExactly(created.id());

        clock.advance(Duration.ofSeconds(60));
        assertThat(version(created.id())).isEqualTo(updated.versionId());
        assertThat(client.ids("/activitycodes?UpdatedSince=" + updated.updatedTicks()))
                .containsExactly(created.id());
    }

    @Test
    void ordersRowsAsTold() throws Exception {
        for (RowOrder order : List.of(RowOrder.ARBITRARY, RowOrder.INSERTION, RowOrder.LAST_UPDATE)) {
            try (SmokeballSandbox ordered = SmokeballSandbox.builder()
                    .clock(clock)
                    .unlimited()
                    .rowOrder(order)
                    .start()) {
                sandbox = ordered;
                client = new SmokeballClient(ordered);
                create(6);
                List<String> inserted = ordered.activityCodes().all();
                ordered.activityCodes().update(inserted.get(0), "{\"rate\":30.00}");

                List<String> expected = new ArrayList<>(inserted);
                switch (order) {
                    case ARBITRARY -> Collections.sort(expected);
                    case LAST_UPDATE -> Collections.rotate(expected, -1);
                    default ->
                        assertThat(expected)
                                .isNotEqualTo(expected.stream().sorted().toList());
                }
                assertThat(client.ids("/activitycodes")).as("order %s", order).isEqualTo(expected);
            }
        }
    }

    @Test
    void shufflesRowsAnewForEachRequestWhenToldTo() throws Exception {
        start(SmokeballSandbox.builder().unlimited().rowOrder(RowOrder.SHUFFLED));
        create(8);

        List<String> first = client.ids("/activitycodes");

        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(sandbox.activityCodes().all());
        assertThat(client.ids("/activitycodes")).isNotEqualTo(first);
    }

    @Test
    void obeysFaultsOnEachServer() throws Exception {
        startUnlimited();
        sandbox.faults().answerNext(1, 503, path -> path.equals("/activitycodes"));

        assertThat(client.token("grant_type=client_credentials&client_id=" + sandbox.clientId())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get("/activitycodes").statusCode()).isEqualTo(503);
        assertThat(client.get("/activitycodes").statusCode()).isEqualTo(200);
        assertThat(sandbox.requests().count("/activitycodes")).isEqualTo(2);
        assertThat(sandbox.tokenRequests().count("/oauth2/token")).isEqualTo(1);
    }

    @Test
    void refusesRecordsThatSmokeballWouldNotTake() {
        startUnlimited();
        SmokeballRecords codes = sandbox.activityCodes();

        assertThatThrownBy(() -> codes.create("{\"code\":\"ABCDEFGHIJKLMNOPQRSTU\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20 characters");
        assertThatThrownBy(() -> codes.create("{\"rateType\":2,\"rate\":1.00}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rateType 1");
        assertThatThrownBy(() -> codes.create("{\"versionId\":\"x\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("versionId");
        assertThatThrownBy(() -> codes.update("x", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no activity code x");
        assertThat(sandbox.ledger().changes()).isZero();
    }

    private void create(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            sandbox.activityCodes().create(REVIEW);
        }
        clock.advance(Duration.ofSeconds(1));
    }

    private String version(String id) throws Exception {
        return client.page("/activitycodes/" + id).get("versionId").textValue();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertRefused(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }
}
