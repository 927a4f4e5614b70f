package io.camelclio.testkit.clio.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.time.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio =
            ClioSandbox.builder().clock(clock).jobTime(Duration.ofMinutes(1)).start();
    private final ApiClient api = new ApiClient(clio);
    private final StorageClient storage = new StorageClient();
    private final long document =
            clio.records("documents").create("{\"name\":\"a.txt\"}").id();

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void redirectsToTheStorageWhichWantsNoToken() throws Exception {
        give("text");

        ApiClient.Answer answer = api.get("documents/" + document + "/download.json");
        String location = answer.header("Location");
        HttpResponse<byte[]> file = storage.get(location);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(URI.create(location).getPort()).isNotEqualTo(clio.baseUri().getPort());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(file.body()).asString().isEqualTo("text");
        assertThat(storage.getWith("Authorization", "Bearer " + clio.accessToken(), location)
                        .statusCode())
                .isEqualTo(403);
        assertThat(clio.files().storage().requests().total()).isEqualTo(2);
    }

    @Test
    void answersNotFoundToADocumentWithoutAFile() throws Exception {
        assertThat(api.get("documents/" + document + "/download").status()).isEqualTo(404);
        assertThat(api.get("documents/1/download").status()).isEqualTo(404);
    }

    @Test
    void needsThePermissionForTheResource() throws Exception {
        give("text");
        clio.forbid("documents");

        assertThat(api.get("documents/" + document + "/download").status()).isEqualTo(403);
    }

    @Test
    void handsOutLinksThatExpire() throws Exception {
        give("text");
        String link = location();
        clock.advance(Duration.ofMinutes(10));
        clio.files().storage().expireNextLinks(1);

        assertThat(storage.get(link).statusCode()).isEqualTo(403);
        assertThat(storage.get(location()).statusCode()).isEqualTo(403);
        assertThat(storage.get(location()).statusCode()).isEqualTo(200);
    }

    @Test
    void canLeadAstray() throws Exception {
        give("text");
        clio.files().misdirectDownloads(1, URI.create("http://storage.invalid/file"));

        assertThat(location()).isEqualTo("http://storage.invalid/file");
        assertThat(location()).startsWith(clio.files().storage().baseUri().toString());
    }

    @Test
    void canLoseFilesAndCutThemInTheMiddle() throws Exception {
        give("text");
        clio.files().storage().faults().answerNext(1, 404);
        clio.files().storage().faults().truncateNext(1);

        assertThat(storage.get(location()).statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> storage.get(location())).isInstanceOf(IOException.class);
        assertThat(storage.get(location()).body()).asString().isEqualTo("text");
    }

    @Test
    void givesTheFileOfATemplate() throws Exception {
        String file = Base64.getEncoder().encodeToString("v1".getBytes(StandardCharsets.UTF_8));
        ApiClient.Answer created = api.post(
                "document_templates",
                "{\"data\":{\"filename\":\"will.docx\",\"file\":\"" + file + "\"}}",
                "fields",
                "id,size,content_type");
        long id = created.data().get("id").asLong();
        api.patch("document_templates/" + id, "{\"data\":{\"filename\":\"testament.docx\"}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.data().get("size").asInt()).isEqualTo(2);
        assertThat(created.data().get("content_type").asText()).endsWith("wordprocessingml.document");
        assertThat(download("document_templates", id)).asString().isEqualTo("v1");
        assertThat(api.post("document_templates", "{\"data\":{\"filename\":\"will.docx\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void makesAReportInItsTime() throws Exception {
        JsonNode report = api.post(
                        "reports", "{\"data\":{\"kind\":\"revenue\",\"format\":\"csv\"}}", "fields", "id,state")
                .data();
        long id = report.get("id").asLong();

        assertThat(report.get("state").asText()).isEqualTo("queued");
        assertThat(state("reports", id)).isEqualTo("in_progress");
        assertThat(api.get("reports/" + id + "/download").status()).isEqualTo(404);
        clock.advance(Duration.ofMinutes(1));
        assertThat(state("reports", id)).isEqualTo("completed");
        assertThat(download("reports", id)).asString().contains("revenue");
    }

    @Test
    void makesAnArchiveOfDocumentsAndFolders() throws Exception {
        give("loose");
        long folder = clio.records("folders").create("{\"name\":\"f\"}").id();
        long inside = clio.records("documents")
                .create("{\"name\":\"b\",\"parent\":{\"id\":" + folder + "}}")
                .id();
        clio.files().give("documents", inside, content("inside"));
        long archive = api.post(
                        "document_archives",
                        "{\"data\":{\"items\":[{\"id\":" + document + ",\"type\":1},{\"id\":" + folder
                                + ",\"type\":2}]}}")
                .data()
                .get("id")
                .asLong();
        clock.advance(Duration.ofMinutes(1));

        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(download("document_archives", archive)));

        zip.getNextEntry();
        assertThat(zip.readAllBytes()).asString().isEqualTo("loose");
        zip.getNextEntry();
        assertThat(zip.readAllBytes()).asString().isEqualTo("inside");
        assertThat(zip.getNextEntry()).isNull();
    }

    private void give(String text) {
        clio.files().give("documents", document, content(text));
    }

    private String location() throws Exception {
        return api.get("documents/" + document + "/download").header("Location");
    }

    private byte[] download(String resource, long id) throws Exception {
        return storage.get(api.get(resource + "/" + id + "/download").header("Location"))
                .body();
    }

    private String state(String resource, long id) throws Exception {
        return api.get(resource + "/" + id, "fields", "state")
                .data()
                .get("state")
                .asText();
    }

    private static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
