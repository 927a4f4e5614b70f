package io.camelclio.testkit.clio.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpecialOperationsTest {

    private final ClioSandbox clio = ClioSandbox.builder().start();
    private final ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void whoAmIIsTheUserOfTheToken() throws Exception {
        ApiClient.Answer answer = api.get("users/who_am_i.json", "fields", "name");

        assertThat(answer.data().get("name").asText()).isEqualTo("Ada Quill");
        assertThat(api.getWith("If-None-Match", answer.header("ETag"), "users/who_am_i")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void listsTheIdsOfBillableMatters() throws Exception {
        ClioRecord matter = clio.records("billable_matters").create("{\"display_number\":\"00001\"}");

        assertThat(api.get("billable_matters/ids").data().toString()).isEqualTo("[{\"id\":" + matter.id() + "}]");
        assertThat(api.get("billable_matters/ids", "order", "id(asc)").status()).isEqualTo(400);
    }

    @Test
    void previewsABillAsAWebPage() throws Exception {
        ClioRecord bill = clio.records("bills").create("{\"number\":\"77\"}");

        ApiClient.Answer answer = api.get("bills/" + bill.id() + "/preview.json");

        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.text()).startsWith("<!DOCTYPE html>").contains("Bill 77");
        assertThat(api.get("bills/1/preview").status()).isEqualTo(404);
    }

    @Test
    void copiesADocumentIntoAFolderUnderItsOwnNameOrAnother() throws Exception {
        ClioRecord document = clio.records("documents").create("{\"name\":\"Will\",\"filename\":\"will.pdf\"}");
        String copy = "documents/" + document.id() + "/copy";
        String parent =
                "\"parent\":{\"id\":" + clio.records("folders").create("{}").id() + ",\"type\":\"Folder\"}";

        ApiClient.Answer same = api.post(copy, "{\"data\":{" + parent + "}}", "fields", "id,name,filename");
        ApiClient.Answer other = api.post(copy, "{\"data\":{\"name\":\"Draft\"," + parent + "}}", "fields", "name");

        assertThat(same.status()).isEqualTo(201);
        assertThat(same.data().get("name").asText()).isEqualTo("Will");
        assertThat(same.data().get("filename").asText()).isEqualTo("will.pdf");
        assertThat(same.data().get("id").asLong()).isNotEqualTo(document.id());
        assertThat(other.data().get("name").asText()).isEqualTo("Draft");
        assertThat(api.post(copy, "{\"data\":{}}").status()).isEqualTo(422);
        assertThat(clio.records("documents").all()).hasSize(3);
    }

    @Test
    void savesAnOldVersionAsTheLatestOne() throws Exception {
        ClioRecord document = clio.records("documents").create("{\"name\":\"Will\"}");
        ClioRecord other = clio.records("documents").create("{\"name\":\"Lease\"}");
        String versions = "documents/" + document.id() + "/versions";
        ClioRecord first = version(document, "one.pdf", 1);
        version(document, "two.pdf", 2);

        ApiClient.Answer answer = api.post(versions + "/" + first.id() + "/save_as_latest_version", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
        assertThat(api.get(versions, "fields", "filename").data().findValuesAsText("filename"))
                .containsExactly("one.pdf", "two.pdf", "one.pdf");
        assertThat(api.get("documents/" + document.id(), "fields", "latest_document_version{filename,version_number}")
                        .data()
                        .toString())
                .isEqualTo("{\"latest_document_version\":{\"filename\":\"one.pdf\",\"version_number\":3}}");
        assertThat(api.post("documents/" + other.id() + "/versions/" + first.id() + "/save_as_latest_version", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void copiesATaskTemplateList() throws Exception {
        ClioRecord list = clio.records("task_template_lists").create("{\"name\":\"Probate\",\"description\":\"d\"}");

        ApiClient.Answer answer = api.post(
                "task_template_lists/" + list.id() + "/copy",
                "{\"data\":{\"name\":\"P2\"}}",
                "fields",
                "name,description");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().toString()).isEqualTo("{\"name\":\"P2\",\"description\":\"d\"}");
    }

    @Test
    void generatesAReportFromAPreset() throws Exception {
        ClioRecord preset = clio.records("report_presets").create("{\"name\":\"Fees\",\"kind\":\"revenue\"}");

        ApiClient.Answer answer = api.post("report_presets/" + preset.id() + "/generate_report", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(api.get("reports/" + answer.data().get("id").asLong(), "fields", "name,kind,state")
                        .data()
                        .toString())
                .isEqualTo("{\"name\":\"Fees\",\"kind\":\"revenue\",\"state\":\"completed\"}");
    }

    @Test
    void runsOneTimerAtATime() throws Exception {
        assertThat(api.get("timer").status()).isEqualTo(404);
        long first = clio.records("activities").create("{}").id();
        long second = clio.records("activities").create("{}").id();

        assertThat(api.post("timer", timer(first)).status()).isEqualTo(201);
        assertThat(api.post("timer", timer(second)).status()).isEqualTo(201);

        assertThat(api.get("timer", "fields", "activity{id}").data().toString())
                .isEqualTo("{\"activity\":{\"id\":" + second + "}}");
        assertThat(api.delete("timer").status()).isEqualTo(204);
        assertThat(api.get("timer").status()).isEqualTo(404);
    }

    @Test
    void deletesAFundingSourceOnlyUnderItsEtagAndShowsIt() throws Exception {
        ClioRecord source = clio.records("grant_funding_sources").create("{\"name\":\"IOLTA\"}");
        String path = "grant_funding_sources/" + source.id();

        assertThat(api.deleteIfMatch("\"stale\"", path).status()).isEqualTo(412);
        ApiClient.Answer deleted = api.deleteIfMatch(source.etag(), path);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.data().get("id").asLong()).isEqualTo(source.id());
        assertThat(clio.records("grant_funding_sources").all()).isEmpty();
    }

    @Test
    void leadsToADocketsDatesThatAreReadWithoutTheToken() throws Exception {
        long jurisdiction =
                clio.records("court_rules/jurisdictions").create("{}").id();
        long service = clio.records("court_rules/service_types").create("{}").id();
        long trigger = clio.records("court_rules/jurisdictions/{jurisdiction_id}/triggers")
                .createUnder(jurisdiction, "{}")
                .id();

        ApiClient.Answer answer = api.get(
                "court_rules/matter_dockets/preview",
                "jurisdiction[id]",
                "" + jurisdiction,
                "service_type[id]",
                "" + service,
                "trigger[id]",
                "" + trigger,
                "start_date",
                "2026-03-01",
                "start_time",
                "2026-03-01T12:00:00Z");

        assertThat(answer.status()).isEqualTo(303);
        String location = answer.header("Location");
        assertThat(api.follow(location).status()).isEqualTo(400);
        HttpResponse<String> dates = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(location)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(dates.body()).contains("2026-03-01");
        assertThat(api.get("court_rules/matter_dockets/preview").status()).isEqualTo(400);
    }

    @Test
    void needsThePermissionOfItsResource() throws Exception {
        ClioRecord bill = clio.records("bills").create("{}");
        clio.forbid("bills");

        assertThat(api.get("bills/" + bill.id() + "/preview").status()).isEqualTo(403);
    }

    private ClioRecord version(ClioRecord document, String filename, int number) {
        return clio.records("documents/{id}/versions")
                .createUnder(
                        document.id(),
                        "{\"fully_uploaded\":true,\"uuid\":\"u" + number + "\",\"filename\":\"" + filename
                                + "\",\"size\":1,\"version_number\":" + number + "}");
    }

    private static String timer(long activity) {
        return "{\"data\":{\"activity\":{\"id\":" + activity + "}}}";
    }
}
