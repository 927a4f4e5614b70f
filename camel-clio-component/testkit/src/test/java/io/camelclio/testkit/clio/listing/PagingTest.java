package io.camelclio.testkit.clio.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final int MILLION = 1_000_000;

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder()
            .clock(clock)
            .unlimited()
            .generated("activities", MILLION)
            .start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void leadsBackTheWayItCame() throws Exception {
        createTasks(7);
        List<String> forth = new ArrayList<>();
        List<String> back = new ArrayList<>();

        JsonNode page = api.get("tasks", "fields", "name", "limit", "3").json();
        forth.add(page.path("data").toString());
        assertThat(page.at("/meta/paging").has("previous")).isFalse();
        while (page.at("/meta/paging").has("next")) {
            page = follow(page, "next");
            forth.add(page.path("data").toString());
        }
        back.add(page.path("data").toString());
        while (page.at("/meta/paging").has("previous")) {
            page = follow(page, "previous");
            back.add(0, page.path("data").toString());
        }

        assertThat(forth).hasSize(3);
        assertThat(back).isEqualTo(forth);
    }

    @Test
    void anOffsetCountsRecordsAndLeadsOnByCounting() throws Exception {
        createTasks(5);

        JsonNode page =
                api.get("tasks", "fields", "name", "offset", "1", "limit", "2").json();

        assertThat(page.path("data").findValuesAsText("name")).containsExactly("task 1", "task 2");
        assertThat(page.at("/meta/records").asInt()).isEqualTo(5);
        assertThat(follow(page, "next").path("data").findValuesAsText("name")).containsExactly("task 3", "task 4");
        assertThat(follow(page, "previous").path("data").findValuesAsText("name"))
                .containsExactly("task 0", "task 1");
        assertThat(api.get("tasks", "offset", "-1").status()).isEqualTo(400);
        assertThat(api.get("tasks", "offset", "many").status()).isEqualTo(400);
        assertThat(api.get("tasks", "offset", "1", "page_token", "x").status()).isEqualTo(400);
    }

    @Test
    void byOffsetNothingBeyondTenThousandCanBeReached() throws Exception {
        try (ClioSandbox large = ClioSandbox.builder()
                .unlimited()
                .generated("activities", 10_050)
                .start()) {
            ApiClient client = new ApiClient(large);

            ApiClient.Answer last = client.get("activities", "offset", "9900", "limit", "200");
            ApiClient.Answer beyond = client.get("activities", "offset", "10000");
            ApiClient.Answer followed =
                    client.follow(last.json().at("/meta/paging/next").asText());

            assertThat(last.data()).hasSize(100);
            assertThat(last.json().at("/meta/records").asInt()).isEqualTo(10_050);
            assertThat(beyond.status()).isEqualTo(422);
            assertThat(followed.status()).isEqualTo(422);
            assertThat(followed.errorMessage()).contains("10000");
        }
    }

    @Test
    void anotherOrderIsCutAtTenThousandAsWell() throws Exception {
        try (ClioSandbox large = ClioSandbox.builder()
                .unlimited()
                .generated("activities", 10_001)
                .start()) {
            ApiClient client = new ApiClient(large);
            ApiClient.Answer page = client.get("activities", "order", "id(desc)", "fields", "id");
            long first = page.data().get(0).get("id").asLong();
            int pages = 1;
            while (page.status() == 200 && page.json().at("/meta/paging").has("next")) {
                page = client.follow(page.json().at("/meta/paging/next").asText());
                pages++;
            }

            assertThat(page.status()).isEqualTo(422);
            assertThat(pages).isEqualTo(51);
            assertThat(first)
                    .isEqualTo(large.records("activities").all().get(10_000).id());
        }
    }

    @Test
    void aMillionGeneratedRecordsAreReadPageByPage() throws Exception {
        JsonNode page = api.get("activities", "fields", "id,etag,note").json();
        assertThat(page.at("/meta/records").asInt()).isEqualTo(MILLION);
        long last = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(page.path("data")).hasSize(200);
            for (JsonNode activity : page.path("data")) {
                assertThat(activity.get("id").asLong()).isGreaterThan(last);
                last = activity.get("id").asLong();
            }
            page = follow(page, "next");
        }
        assertThat(page.path("data").get(0).get("note").asText()).isEqualTo("note 20001");
    }

    @Test
    void generatedRecordsCanBeFilteredChangedAndDeleted() throws Exception {
        JsonNode first = api.get("activities", "limit", "3").json().path("data");
        long changed = first.get(0).get("id").asLong();
        long deleted = first.get(1).get("id").asLong();

        clio.records("activities").update(changed, Map.of("note", "changed"));
        clio.records("activities").delete(deleted);
        ClioRecord created = clio.records("activities").create("{\"note\":\"new\"}");

        JsonNode page = api.get("activities", "limit", "2", "fields", "id,note").json();
        assertThat(page.path("data").findValuesAsText("note")).containsExactly("changed", "note 3");
        assertThat(page.at("/meta/records").asInt()).isEqualTo(MILLION);
        assertThat(api.get("activities/" + deleted).status()).isEqualTo(404);
        JsonNode recent = api.get("activities", "updated_since", "2026-03-01T12:00:00Z", "fields", "note")
                .json();
        assertThat(recent.path("data").findValuesAsText("note")).containsExactly("changed", "note 1000000", "new");
        assertThat(clio.records("activities").find(created.id())).isPresent();
    }

    @Test
    void pagesCanBeMadeToLeadInACircle() throws Exception {
        createTasks(5);
        clio.loopPages("tasks");

        JsonNode first = api.get("tasks", "limit", "2").json();
        JsonNode second = follow(first, "next");
        JsonNode third = follow(second, "next");

        assertThat(second.path("data")).isNotEqualTo(first.path("data"));
        assertThat(third).isEqualTo(first);
        clio.mendPages("tasks");
        assertThat(follow(follow(first, "next"), "next").path("data")).hasSize(1);
    }

    @Test
    void pagesCanBeMadeToLeadToAnotherHost() throws Exception {
        createTasks(2);
        clio.leadPagesTo("tasks", URI.create("https://elsewhere.example"));

        assertThat(api.get("tasks", "limit", "1").json().at("/meta/paging/next").asText())
                .startsWith("https://elsewhere.example/api/v4/tasks?limit=1&page_token=");
    }

    private void createTasks(int count) {
        for (int i = 0; i < count; i++) {
            clio.records("tasks").create("{\"name\":\"task " + i + "\"}");
        }
    }

    private JsonNode follow(JsonNode page, String direction) throws Exception {
        return api.follow(page.at("/meta/paging/" + direction).asText()).json();
    }
}
