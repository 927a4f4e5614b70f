package io.camelclio.testkit.clio.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.time.TestClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListRequestTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio =
            ClioSandbox.builder().clock(clock).unlimited().start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void returnsIdAndEtagOnlyUnlessFieldsAreNamed() throws Exception {
        clio.records("activities").create("{\"note\":\"x\"}");

        assertThat(fieldNames(api.get("activities.json").data().get(0))).containsExactly("id", "etag");
    }

    @Test
    void paymentsHaveNoEtagField() throws Exception {
        clio.records("clio_payments/payments").create("{\"amount\":12.30}");

        assertThat(fieldNames(api.get("clio_payments/payments").data().get(0))).containsExactly("id");
        assertThat(api.get("clio_payments/payments", "fields", "etag").status()).isEqualTo(400);
    }

    @Test
    void answersWithAndWithoutTheJsonSuffix() throws Exception {
        clio.records("bills").create("{\"number\":\"7\"}");

        assertThat(api.get("bills.json").text()).isEqualTo(api.get("bills").text());
    }

    @Test
    void returnsNestedFieldsOneLevelDeepWithExactDigitsAndNulls() throws Exception {
        clio.records("activities")
                .create(
                        "{\"price\":10.500000000000000000001,\"total\":1E+2,\"note\":null,"
                                + "\"matter\":{\"id\":5,\"etag\":\"\\\"m\\\"\",\"display_number\":\"00005\",\"description\":\"d\"}}");

        String text = api.get("activities", "fields", "price,total,note,matter{id,display_number},bill")
                .text();

        assertThat(text)
                .contains("{\"price\":10.500000000000000000001,\"total\":1E+2,\"note\":null,"
                        + "\"matter\":{\"id\":5,\"display_number\":\"00005\"},\"bill\":null}");
    }

    @Test
    void aNestedObjectNamedAloneReturnsItsDefaults() throws Exception {
        clio.records("activities").create("{\"matter\":{\"id\":5,\"etag\":\"\\\"m\\\"\",\"description\":\"d\"}}");

        assertThat(api.get("activities", "fields", "matter").text())
                .contains("{\"matter\":{\"id\":5,\"etag\":\"\\\"m\\\"\"}}");
    }

    @Test
    void refusesAnUnknownFieldInTheVendorsWords() throws Exception {
        ApiClient.Answer answer = api.get("documents", "fields", "id,document_versions");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"error\":{\"type\":\"InvalidFields\","
                        + "\"message\":\"document_versions is not a valid field\"}}");
    }

    @Test
    void refusesUnknownNestedFieldsASecondLevelAndBrokenBraces() throws Exception {
        for (String fields : List.of(
                "matter{id,nonsense}", "matter{client{id}}", "matter{id", "matter{id}}", "note{id}", "id,,etag", "*")) {
            ApiClient.Answer answer = api.get("activities", "fields", fields);
            assertThat(answer.status()).as(fields).isEqualTo(400);
            assertThat(answer.errorType()).as(fields).isEqualTo("InvalidFields");
        }
    }

    @Test
    void refusesALimitOutsideOneToTwoHundred() throws Exception {
        for (String limit : List.of("0", "201", "-1", "many")) {
            ApiClient.Answer answer = api.get("activities", "limit", limit);
            assertThat(answer.status()).as(limit).isEqualTo(400);
            assertThat(answer.errorType()).as(limit).isEqualTo("ArgumentError");
        }
        assertThat(api.get("activities", "limit", "200").status()).isEqualTo(200);
        assertThat(api.get("users", "limit", "2000").status()).isEqualTo(200);
    }

    @Test
    void followingNextVisitsEveryRecordOnceAlthoughOthersComeAndGo() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(clio.records("tasks").create("{\"name\":\"t\"}").id());
        }
        List<Long> seen = new ArrayList<>();

        ApiClient.Answer page = api.get("tasks.json", "fields", "id,matter{id}", "order", "id(asc)", "limit", "3");
        assertThat(page.json().at("/meta/records").asInt()).isEqualTo(7);
        page.data().forEach(task -> seen.add(task.get("id").asLong()));
        clio.records("tasks").delete(ids.get(0));
        while (page.json().at("/meta/paging").has("next")) {
            String next = page.json().at("/meta/paging/next").asText();
            assertThat(next).startsWith(clio.baseUri() + "/api/v4/tasks.json?");
            page = api.follow(next);
            page.data().forEach(task -> seen.add(task.get("id").asLong()));
            assertThat(fieldNames(page.data().get(0))).containsExactly("id", "matter");
        }

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void theLastPageHasNoNext() throws Exception {
        clio.records("tasks").create("{\"name\":\"a\"}");
        clio.records("tasks").create("{\"name\":\"b\"}");

        assertThat(api.get("tasks", "limit", "2").json().at("/meta/paging").has("next"))
                .isFalse();
        assertThat(api.get("tasks", "limit", "1").json().at("/meta/paging").has("next"))
                .isTrue();
    }

    @Test
    void refusesAPageTokenItDidNotGive() throws Exception {
        assertThat(api.get("tasks", "page_token", "made up").status()).isEqualTo(400);
    }

    @Test
    void refusesAnOrderTheResourceDoesNotList() throws Exception {
        assertThat(api.get("bills", "order", "updated_at(asc)").status()).isEqualTo(400);
        assertThat(api.get("calendar_entries", "order", "id(asc)").status()).isEqualTo(400);
        assertThat(api.get("activities", "order", "updated_at(asc)").status()).isEqualTo(200);
        assertThat(api.get("activities", "order", "updated_at").status()).isEqualTo(400);
    }

    @Test
    void sortsAndPagesByAnotherKey() throws Exception {
        for (String name : List.of("b", "c", "a")) {
            clio.records("contacts").create("{\"name\":\"" + name + "\"}");
        }

        ApiClient.Answer first = api.get("contacts", "fields", "name", "order", "name(desc)", "limit", "2");
        ApiClient.Answer second =
                api.follow(first.json().at("/meta/paging/next").asText());

        assertThat(first.data().findValuesAsText("name")).containsExactly("c", "b");
        assertThat(second.data().findValuesAsText("name")).containsExactly("a");
    }

    @Test
    void updatedSinceIncludesTheSecondItNames() throws Exception {
        ClioRecord early = clio.records("activities").create("{\"note\":\"early\"}");
        clock.advanceTo(Instant.parse("2026-03-01T12:00:05.900Z"));
        clio.records("activities").create("{\"note\":\"late\"}");

        assertThat(notes("2026-03-01T12:00:05Z")).containsExactly("late");
        assertThat(notes("2026-03-01T12:00:06Z")).isEmpty();
        assertThat(notes("2026-03-01T07:00:00-05:00")).containsExactly("early", "late");
        clio.records("activities").update(early.id(), Map.of("note", "changed"));
        assertThat(notes("2026-03-01T12:00:05Z")).containsExactly("changed", "late");
    }

    @Test
    void updatedSinceCanBeMadeExclusive() throws Exception {
        try (ClioSandbox exclusive =
                ClioSandbox.builder().clock(clock).sinceIsInclusive(false).start()) {
            exclusive.records("activities").create("{\"note\":\"x\"}");
            ApiClient client = new ApiClient(exclusive);

            assertThat(client.get("activities", "updated_since", "2026-03-01T12:00:00Z")
                            .data())
                    .isEmpty();
            assertThat(client.get("activities", "updated_since", "2026-03-01T11:59:59Z")
                            .data())
                    .hasSize(1);
        }
    }

    @Test
    void refusesParametersTheResourceDoesNotHave() throws Exception {
        assertThat(api.get("clio_payments/payments", "updated_since", "2026-03-01T12:00:00Z")
                        .status())
                .isEqualTo(400);
        assertThat(api.get("activities", "nonsense", "10").status()).isEqualTo(400);
        assertThat(api.get("activities", "updated_since", "yesterday").status()).isEqualTo(400);
    }

    @Test
    void saysSoWhenItDoesNotPlayADocumentedParameter() throws Exception {
        assertThat(api.get("contacts", "client_only", "true").status()).isEqualTo(501);
    }

    @Test
    void filtersByIdsFieldsAssociationsAndText() throws Exception {
        ClioRecord one = clio.records("activities").create("{\"type\":\"TimeEntry\",\"note\":\"Übung\"}");
        ClioRecord two = clio.records("activities").create("{\"type\":\"ExpenseEntry\",\"matter\":{\"id\":9}}");
        clio.records("activities").create("{\"type\":\"TimeEntry\",\"matter\":{\"id\":10}}");

        assertThat(ids(api.get("activities", "ids[]", "" + one.id(), "ids[]", "" + two.id())))
                .containsExactly(one.id(), two.id());
        assertThat(ids(api.get("activities", "type", "ExpenseEntry"))).containsExactly(two.id());
        assertThat(ids(api.get("activities", "matter_id", "9"))).containsExactly(two.id());
        assertThat(ids(api.get("activities", "query", "übung"))).containsExactly(one.id());
    }

    @Test
    void filtersByRangesListsAndWhatARecordHas() throws Exception {
        ClioRecord early = clio.records("tasks")
                .create("{\"status\":\"pending\",\"due_at\":\"2026-03-01\",\"time_entries_count\":2}");
        ClioRecord late = clio.records("tasks").create("{\"status\":\"complete\",\"due_at\":\"2026-03-09\"}");
        ClioRecord open = clio.records("tasks").create("{\"status\":\"draft\",\"time_entries_count\":0}");

        assertThat(ids(api.get("tasks", "due_at_from", "2026-03-01", "due_at_to", "2026-03-01")))
                .containsExactly(early.id());
        assertThat(ids(api.get("tasks", "statuses[]", "draft", "statuses[]", "complete")))
                .containsExactly(late.id(), open.id());
        assertThat(ids(api.get("tasks", "due_at_present", "false"))).containsExactly(open.id());
        assertThat(ids(api.get("tasks", "time_entries_present", "true"))).containsExactly(early.id());
        assertThat(ids(api.get("tasks", "complete", "true"))).containsExactly(late.id());
        assertThat(ids(api.get("tasks", "statute_of_limitations", "false"))).hasSize(3);
        assertThat(api.get("tasks", "due_at_from", "soon").status()).isEqualTo(400);
    }

    @Test
    void comparesDatesWithOperatorsAllOfWhichMustHold() throws Exception {
        clio.records("matters").create("{\"open_date\":\"2025-12-31\"}");
        ClioRecord matter = clio.records("matters").create("{\"open_date\":\"2026-01-15\"}");
        clio.records("matters").create("{\"open_date\":\"2026-02-01\"}");

        assertThat(ids(api.get("matters", "open_date[]", ">=2026-01-01", "open_date[]", "<2026-02-01")))
                .containsExactly(matter.id());
        assertThat(api.get("matters", "open_date[]", "2026-01-01").status()).isEqualTo(400);
    }

    @Test
    void tellsBilledUnbilledAndDraftActivitiesApart() throws Exception {
        ClioRecord unbilled = clio.records("activities").create("{}");
        ClioRecord draft = clio.records("activities").create("{\"on_bill\":true,\"billed\":false}");
        ClioRecord billed = clio.records("activities").create("{\"on_bill\":true,\"billed\":true}");

        assertThat(ids(api.get("activities", "status", "unbilled"))).containsExactly(unbilled.id());
        assertThat(ids(api.get("activities", "status", "draft"))).containsExactly(draft.id());
        assertThat(ids(api.get("activities", "status", "billed"))).containsExactly(billed.id());
        assertThat(api.get("activities", "status", "written_off").status()).isEqualTo(501);
    }

    @Test
    void filtersByAnExternalPropertyAndByOneOfManyAssociations() throws Exception {
        ClioRecord document =
                clio.records("documents").create("{\"external_properties\":[{\"name\":\"dms\",\"value\":\"77\"}]}");
        clio.records("documents").create("{}");
        ClioRecord bill = clio.records("bills").create("{\"matters\":[{\"id\":8},{\"id\":9}]}");
        clio.records("bills").create("{\"matters\":[{\"id\":8}]}");

        assertThat(ids(api.get("documents", "external_property_name", "dms", "external_property_value", "77")))
                .containsExactly(document.id());
        assertThat(ids(api.get("bills", "matter_id", "9"))).containsExactly(bill.id());
    }

    @Test
    void deletedDocumentsAreFoundOnlyWhenAskedFor() throws Exception {
        ClioRecord document = clio.records("documents").create("{\"name\":\"Will.pdf\"}");
        clio.records("documents").delete(document.id());

        assertThat(api.get("documents").data()).isEmpty();
        JsonNode trashed = api.get("documents", "include_deleted", "true", "fields", "id,deleted_at")
                .data()
                .get(0);
        assertThat(trashed.get("deleted_at").asText()).isEqualTo("2026-03-01T07:00:00-05:00");
    }

    @Test
    void writesTimesToTheSecondWithANumericOffset() throws Exception {
        clock.advanceTo(Instant.parse("2026-07-01T12:00:00.999Z"));
        clio.records("tasks").create("{\"name\":\"t\"}");

        assertThat(new ApiClient(clio)
                        .get("tasks", "fields", "created_at,updated_at")
                        .text())
                .contains(
                        "{\"created_at\":\"2026-07-01T08:00:00-04:00\",\"updated_at\":\"2026-07-01T08:00:00-04:00\"}");
    }

    private List<String> notes(String since) throws Exception {
        return api.get("activities", "fields", "note", "updated_since", since)
                .data()
                .findValuesAsText("note");
    }

    private static List<Long> ids(ApiClient.Answer answer) throws Exception {
        List<Long> ids = new ArrayList<>();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        answer.data().forEach(record -> ids.add(record.get("id").asLong()));
        return ids;
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
