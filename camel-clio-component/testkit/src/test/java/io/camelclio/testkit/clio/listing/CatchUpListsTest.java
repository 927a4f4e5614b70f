package io.camelclio.testkit.clio.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client that repairs a gap asks of each model that has webhooks. */
class CatchUpListsTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio =
            ClioSandbox.builder().clock(clock).unlimited().start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    static Stream<Resource> models() {
        List<Resource> models = Catalogue.load().resources().stream()
                .filter(resource -> resource.model().isPresent())
                .toList();
        assertThat(models).hasSize(10);
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void pagesThroughIdsAndVersionsAndReadsSome(Resource resource) throws Exception {
        ClioRecords records = clio.records(resource.path());
        List<Long> ids = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            ids.add(records.create(Map.of()).id());
        }
        String fields = resource.type().has("etag") ? "id,etag,updated_at" : "id,updated_at";

        ApiClient.Answer page = api.get(resource.path(), "fields", fields, "limit", "2");
        List<Long> paged = new ArrayList<>(idsOf(page.data()));
        while (page.json().at("/meta/paging").has("next")) {
            page = api.follow(page.json().at("/meta/paging/next").asText());
            paged.addAll(idsOf(page.data()));
        }
        JsonNode some = api.get(resource.path(), "fields", fields, "ids[]", ids.get(1) + "", "ids[]", ids.get(3) + "")
                .data();

        assertThat(paged).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(idsOf(some)).containsExactlyInAnyOrder(ids.get(1), ids.get(3));
        assertThat(some.get(0).get("updated_at").asText()).isEqualTo("2026-03-01T07:00:00-05:00");
    }

    @ParameterizedTest
    @MethodSource("models")
    void answers404ForADeletedRecordAndLeavesItOutOfLists(Resource resource) throws Exception {
        ClioRecords records = clio.records(resource.path());
        ClioRecord kept = records.create(Map.of());
        ClioRecord deleted = records.create(Map.of());
        records.delete(deleted.id());

        assertThat(api.get(resource.path() + "/" + deleted.id()).status()).isEqualTo(404);
        assertThat(api.get(resource.path() + "/" + kept.id()).status()).isEqualTo(200);
        assertThat(idsOf(api.get(resource.path(), "ids[]", deleted.id() + "", "ids[]", kept.id() + "")
                        .data()))
                .containsExactly(kept.id());
    }

    @ParameterizedTest
    @MethodSource("models")
    void listsWhatChangedSinceWhereClioOffersThat(Resource resource) throws Exception {
        ClioRecords records = clio.records(resource.path());
        records.create(Map.of());
        clock.advance(Duration.ofHours(3));
        ClioRecord recent = records.create(Map.of());

        ApiClient.Answer answer = api.get(resource.path(), "updated_since", "2026-03-01T13:00:00Z");

        if (resource.path().equals("clio_payments/payments")) {
            assertThat(answer.status()).isEqualTo(400);
        } else {
            assertThat(idsOf(answer.data())).containsExactly(recent.id());
        }
    }

    private static List<Long> idsOf(JsonNode records) {
        return records.findValues("id").stream().map(JsonNode::asLong).toList();
    }
}
