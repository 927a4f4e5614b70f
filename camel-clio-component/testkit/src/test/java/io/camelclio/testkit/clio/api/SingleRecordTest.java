package io.camelclio.testkit.clio.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.time.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleRecordTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void carriesItsEtagWithQuotesAsFieldAndAsHeader() throws Exception {
        ClioRecord matter = clio.records("matters").create("{\"description\":\"d\"}");

        ApiClient.Answer answer = api.get("matters/" + matter.id() + ".json");

        assertThat(answer.data().get("etag").asText()).matches("\"[0-9a-f]{32}\"");
        assertThat(answer.header("ETag")).isEqualTo(answer.data().get("etag").asText());
        assertThat(answer.header("Last-Modified")).isEqualTo("Sun, 1 Mar 2026 12:00:00 GMT");
        assertThat(answer.header("Date")).isEqualTo("Sun, 1 Mar 2026 12:00:00 GMT");
    }

    @Test
    void answers304ToTheEtagItHasAnd200OnceItChanged() throws Exception {
        ClioRecord matter = clio.records("matters").create("{\"description\":\"d\"}");
        String path = "matters/" + matter.id();

        ApiClient.Answer same = api.getWith("If-None-Match", matter.etag(), path);
        clio.records("matters").update(matter.id(), "{\"description\":\"e\"}");
        ApiClient.Answer changed = api.getWith("If-None-Match", matter.etag(), path);

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.text()).isEmpty();
        assertThat(changed.status()).isEqualTo(200);
    }

    @Test
    void answers304WhenNotModifiedSince() throws Exception {
        ClioRecord matter = clio.records("matters").create("{\"description\":\"d\"}");

        assertThat(since(matter, "Sun, 1 Mar 2026 12:00:00 GMT")).isEqualTo(304);
        assertThat(since(matter, "Sun, 1 Mar 2026 11:59:59 GMT")).isEqualTo(200);
    }

    @Test
    void answersNotFoundToWhatIsAbsentDeletedOrNoPath() throws Exception {
        ClioRecord task = clio.records("tasks").create("{\"name\":\"t\"}");
        clio.records("tasks").delete(task.id());

        for (String path : new String[] {"tasks/1", "tasks/" + task.id(), "nonsense", "tasks/1/nonsense"}) {
            ApiClient.Answer answer = api.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.errorType()).as(path).isEqualTo("NotFoundError");
        }
    }

    @Test
    void answersForbiddenWhereThePermissionIsMissing() throws Exception {
        clio.forbid("bills");
        ApiClient.Answer refused = api.get("bills");
        clio.permit("bills");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorType()).isEqualTo("ForbiddenError");
        assertThat(api.get("bills").status()).isEqualTo(200);
    }

    @Test
    void echoesTheApiVersionAndRefusesOnesThatAreNoMore() throws Exception {
        assertThat(api.get("users").header("X-API-VERSION")).isEqualTo("4.0.13");
        assertThat(api.getWith("X-API-VERSION", "4.0.9", "users").header("X-API-VERSION"))
                .isEqualTo("4.0.9");
        assertThat(api.getWith("X-API-VERSION", "4.0.99", "users").status()).isEqualTo(410);
    }

    @Test
    void createsChangesAndDeletesOverTheApi() throws Exception {
        ApiClient.Answer created = api.post("tasks.json", task(""), "fields", "id,name");
        long id = created.data().get("id").asLong();
        ApiClient.Answer changed = api.patch("tasks/" + id, "{\"data\":{\"name\":\"Filed\"}}", "fields", "name");
        ApiClient.Answer deleted = api.delete("tasks/" + id + ".json");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.data().get("name").asText()).isEqualTo("File");
        assertThat(changed.data().get("name").asText()).isEqualTo("Filed");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(clio.records("tasks").find(id)).isEmpty();
    }

    @Test
    void readsBackTheFieldsOfARecordNamedByItsIdAlone() throws Exception {
        ClioRecord matter = clio.records("matters").create("{\"display_number\":\"00005\"}");
        String fields = "matter{id,display_number}";

        ApiClient.Answer known = api.post("tasks", task(",\"matter\":{\"id\":" + matter.id() + "}"), "fields", fields);
        ApiClient.Answer unknown = api.post("tasks", task(",\"matter\":{\"id\":1}"), "fields", fields);

        assertThat(known.text())
                .isEqualTo("{\"data\":{\"matter\":{\"id\":" + matter.id() + ",\"display_number\":\"00005\"}}}");
        assertThat(unknown.status()).isEqualTo(422);
    }

    @Test
    void answersIdAndEtagOnlyToACreate() throws Exception {
        assertThat(api.post("tasks", task("")).text())
                .matches("\\{\"data\":\\{\"id\":[0-9]+,\"etag\":\"\\\\\"[0-9a-f]{32}\\\\\"\"}}");
    }

    @Test
    void knowsNoConditionForDeletingAndSaysWhatItDoesNotPlay() throws Exception {
        ClioRecord task = clio.records("tasks").create("{\"name\":\"t\"}");
        ClioRecord bill = clio.records("bills").create("{}");

        assertThat(api.deleteIfMatch("\"stale\"", "tasks/" + task.id()).status())
                .isEqualTo(204);
        assertThat(api.get("bills/" + bill.id(), "navigation.next", "1").status())
                .isEqualTo(501);
        assertThat(api.get("bills/" + bill.id(), "order", "id(asc)").status()).isEqualTo(400);
    }

    @Test
    void refusesAStaleUpdate() throws Exception {
        ClioRecord task = clio.records("tasks").create("{\"name\":\"t\"}");
        clio.records("tasks").update(task.id(), "{\"name\":\"u\"}");

        assertThat(api.patchIfMatch(task.etag(), "tasks/" + task.id(), "{\"data\":{\"name\":\"v\"}}")
                        .status())
                .isEqualTo(412);
        assertThat(clio.records("tasks")
                        .find(task.id())
                        .orElseThrow()
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo("u");
    }

    @Test
    void refusesBodiesWithoutDataAndUnknownAttributes() throws Exception {
        assertThat(api.post("tasks", "{\"name\":\"t\"}").status()).isEqualTo(400);
        assertThat(api.post("tasks", "not JSON").status()).isEqualTo(400);
        assertThat(api.post("tasks", "{\"data\":{\"nonsense\":1}}").status()).isEqualTo(422);
        assertThat(api.post("tasks", task(",\"nonsense\":1")).errorMessage()).contains("nonsense");
        assertThat(api.post("tasks", task(",\"created_at\":null")).errorMessage())
                .contains("created_at");
        assertThat(clio.records("tasks").all()).isEmpty();
    }

    @Test
    void refusesABodyWithoutWhatTheDocumentRequires() throws Exception {
        ApiClient.Answer answer = api.post("tasks", "{\"data\":{\"name\":\"File\",\"description\":\"d\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorMessage()).isEqualTo("assignee is required");
    }

    @Test
    void offersOnlyTheVerbsOfTheReference() throws Exception {
        assertThat(api.post("bills", "{\"data\":{}}").status()).isEqualTo(404);
        assertThat(api.delete("users/1").status()).isEqualTo(404);
        assertThat(api.patch("clio_payments/payments/1", "{\"data\":{}}").status())
                .isEqualTo(404);
    }

    @Test
    void writesCalendarEntryIdsAsStrings() throws Exception {
        ClioRecord entry = clio.records("calendar_entries").create("{\"summary\":\"s\"}");

        assertThat(api.get("calendar_entries/" + entry.id(), "fields", "id").text())
                .isEqualTo("{\"data\":{\"id\":\"" + entry.id() + "\"}}");
    }

    /** A body with what a task must have. */
    private static String task(String more) {
        return "{\"data\":{\"name\":\"File\",\"description\":\"d\",\"assignee\":{\"id\":5,\"type\":\"User\"}" + more
                + "}}";
    }

    private int since(ClioRecord matter, String date) throws Exception {
        return api.getWith("If-Modified-Since", date, "matters/" + matter.id()).status();
    }
}
