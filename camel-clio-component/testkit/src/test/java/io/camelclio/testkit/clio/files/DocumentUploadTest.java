package io.camelclio.testkit.clio.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentUploadTest {

    private static final String FIELDS = "id,latest_document_version{id,uuid,put_url,put_headers,fully_uploaded}";
    private static final byte[] BYTES = "Dear Sirs, …".getBytes(StandardCharsets.UTF_8);

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final ApiClient api = new ApiClient(clio);
    private final StorageClient storage = new StorageClient();
    private final long matter =
            clio.records("matters").create("{\"description\":\"m\"}").id();

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void takesAFileInThreeStepsAndGivesItBack() throws Exception {
        JsonNode created = create("letter.pdf", "Matter", matter);
        JsonNode version = created.get("latest_document_version");
        long id = created.get("id").asLong();

        HttpResponse<String> put = put(version, BYTES);
        ApiClient.Answer completed = complete(id, version);

        assertThat(version.get("put_url").asText())
                .startsWith(clio.files().storage().baseUri().toString());
        assertThat(version.get("fully_uploaded").asBoolean()).isFalse();
        assertThat(StorageClient.headers(version))
                .isEqualTo(Map.of("x-amz-server-side-encryption", "AES256", "Content-Type", "application/pdf"));
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(completed.status()).isEqualTo(200);
        assertThat(completed
                        .data()
                        .at("/latest_document_version/fully_uploaded")
                        .asBoolean())
                .isTrue();
        assertThat(completed.data().at("/latest_document_version/put_url").isNull())
                .isTrue();
        assertThat(download(id)).isEqualTo(BYTES);
        JsonNode document = api.get("documents/" + id, "fields", "name,size,content_type,filename,matter{id}")
                .data();
        assertThat(document.get("size").asInt()).isEqualTo(BYTES.length);
        assertThat(document.get("content_type").asText()).isEqualTo("application/pdf");
        assertThat(document.get("filename").asText()).isEqualTo("letter.pdf");
        assertThat(document.at("/matter/id").asLong()).isEqualTo(matter);
    }

    @Test
    void refusesThePutUnlessTheHeadersAreExactlyThoseItNamed() throws Exception {
        JsonNode version = create("letter.pdf", "Matter", matter).get("latest_document_version");
        String url = version.get("put_url").asText();
        Map<String, String> encrypted = Map.of("x-amz-server-side-encryption", "AES256");

        assertThat(storage.put(url, encrypted, BYTES).statusCode()).isEqualTo(403);
        assertThat(storage.put(url, with(version, "Content-Type", "text/plain"), BYTES)
                        .statusCode())
                .isEqualTo(403);
        assertThat(storage.put(url, with(version, "x-amz-acl", "public-read"), BYTES)
                        .statusCode())
                .isEqualTo(403);
        assertThat(storage.put(url, with(version, "Authorization", "Bearer " + clio.accessToken()), BYTES)
                        .statusCode())
                .isEqualTo(403);
        assertThat(storage.put(url + "0", StorageClient.headers(version), BYTES).statusCode())
                .isEqualTo(403);
        assertThat(put(version, BYTES).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesABodyWithoutItsLength() throws Exception {
        JsonNode version = create("letter.pdf", "Matter", matter).get("latest_document_version");

        HttpResponse<String> chunked = storage.put(
                version.get("put_url").asText(),
                StorageClient.headers(version),
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BYTES)));

        assertThat(chunked.statusCode()).isEqualTo(501);
        assertThat(chunked.body()).contains("<Code>NotImplemented</Code>");
    }

    @Test
    void takesTheFileForTenMinutes() throws Exception {
        JsonNode version = create("letter.pdf", "Matter", matter).get("latest_document_version");

        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(put(version, BYTES).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(put(version, BYTES).body()).contains("Request has expired");
    }

    @Test
    void doesNotCompleteAnUploadThatWasNotPut() throws Exception {
        JsonNode created = create("letter.pdf", "Matter", matter);
        JsonNode version = created.get("latest_document_version");
        long id = created.get("id").asLong();

        ApiClient.Answer early = complete(id, version);
        put(version, BYTES);
        ApiClient.Answer late = complete(id, version);
        ApiClient.Answer again = complete(id, version);

        assertThat(early.status()).isEqualTo(422);
        assertThat(early.errorType()).isEqualTo("UploadNotFoundError");
        assertThat(early.errorMessage())
                .isEqualTo("A matching remote file was not found for the file named letter.pdf with UUID "
                        + version.get("uuid").asText());
        assertThat(late.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(422);
    }

    @Test
    void timesOutVerifyingAsOftenAsTheTestWants() throws Exception {
        JsonNode created = create("letter.pdf", "Matter", matter);
        JsonNode version = created.get("latest_document_version");
        long id = created.get("id").asLong();
        put(version, BYTES);
        clio.files().timeOutVerifications(1);

        assertThat(complete(id, version).errorType()).isEqualTo("UploadTimeoutError");
        assertThat(complete(id, version).status()).isEqualTo(200);
    }

    @Test
    void addsAVersionToADocumentThatKeepsItsOldOneUntilTheNewOneIsComplete() throws Exception {
        long id = uploaded("first");
        JsonNode second = create("letter2.pdf", "Document", id);
        JsonNode version = second.get("latest_document_version");

        assertThat(second.get("id").asLong()).isEqualTo(id);
        put(version, "second".getBytes(StandardCharsets.UTF_8));
        assertThat(download(id)).asString().isEqualTo("first");
        complete(id, version);

        assertThat(download(id)).asString().isEqualTo("second");
        assertThat(clio.records("documents/{id}/versions").all())
                .extracting(each -> each.fields().get("version_number").asInt())
                .containsExactly(1, 2);
    }

    @Test
    void downloadsAnyCompleteVersion() throws Exception {
        long id = uploaded("first");
        long first = clio.records("documents/{id}/versions").all().get(0).id();
        JsonNode version = create("letter2.pdf", "Document", id).get("latest_document_version");

        ApiClient.Answer old =
                api.get("documents/" + id + "/download.json", "document_version_id", Long.toString(first));
        ApiClient.Answer incomplete = api.get(
                "documents/" + id + "/download",
                "document_version_id",
                version.get("id").asText());

        assertThat(old.status()).isEqualTo(303);
        assertThat(storage.get(old.header("Location")).body()).asString().isEqualTo("first");
        assertThat(incomplete.status()).isEqualTo(404);
        assertThat(api.get("documents/" + id + "/download", "document_version_id", "x")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void copiesTheLatestVersionToANewDocument() throws Exception {
        long id = uploaded("first");

        ApiClient.Answer copy = api.post(
                "documents/" + id + "/copy",
                "{\"data\":{\"name\":\"Copy\",\"parent\":{\"id\":" + matter + ",\"type\":\"Matter\"}}}",
                "fields",
                "id,name,filename,size");

        assertThat(copy.status()).isEqualTo(201);
        assertThat(copy.data().get("id").asLong()).isNotEqualTo(id);
        assertThat(copy.data().get("name").asText()).isEqualTo("Copy");
        assertThat(copy.data().get("filename").asText()).isEqualTo("letter.pdf");
        assertThat(download(copy.data().get("id").asLong())).asString().isEqualTo("first");
    }

    @Test
    void savesAnOldVersionAsTheLatest() throws Exception {
        long id = uploaded("first");
        long first = clio.records("documents/{id}/versions").all().get(0).id();
        JsonNode version = create("letter2.pdf", "Document", id).get("latest_document_version");
        put(version, "second".getBytes(StandardCharsets.UTF_8));
        complete(id, version);

        ApiClient.Answer saved = api.post("documents/" + id + "/versions/" + first + "/save_as_latest_version", "");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(download(id)).asString().isEqualTo("first");
    }

    @Test
    void renamesMovesTrashesAndRestoresADocument() throws Exception {
        long id = uploaded("first");
        long folder = clio.records("folders").create("{\"name\":\"f\"}").id();

        api.patch(
                "documents/" + id,
                "{\"data\":{\"name\":\"New\",\"parent\":{\"id\":" + folder + ",\"type\":\"Folder\"}}}");
        api.delete("documents/" + id);
        assertThat(api.get("documents/" + id + "/download").status()).isEqualTo(404);
        ApiClient.Answer restored =
                api.patch("documents/" + id, "{\"data\":{\"restore\":true}}", "fields", "name,parent{id,name}");

        assertThat(restored.data().get("name").asText()).isEqualTo("New");
        assertThat(restored.data().at("/parent/id").asLong()).isEqualTo(folder);
        assertThat(download(id)).asString().isEqualTo("first");
    }

    @Test
    void listsADocumentBeingUploadedOnlyWhereItIsAskedFor() throws Exception {
        long complete = uploaded("first");
        create("letter2.pdf", "Document", complete);
        long incomplete = create("other.pdf", "Matter", matter).get("id").asLong();

        assertThat(api.get("documents").data().findValues("id"))
                .extracting(JsonNode::asLong)
                .containsExactly(complete);
        assertThat(api.get("documents", "show_uncompleted", "true").data().findValues("id"))
                .extracting(JsonNode::asLong)
                .containsExactly(complete, incomplete);
    }

    @Test
    void listsTheVersionsOfADocument() throws Exception {
        long id = uploaded("first");
        create("letter2.pdf", "Document", id);

        JsonNode all = api.get("documents/" + id + "/versions", "fields", "filename,version_number,size")
                .data();
        JsonNode complete = api.get("documents/" + id + "/versions", "fully_uploaded", "true")
                .data();

        assertThat(all.toString())
                .isEqualTo("[{\"filename\":\"letter.pdf\",\"version_number\":1,\"size\":5},"
                        + "{\"filename\":\"letter2.pdf\",\"version_number\":2,\"size\":null}]");
        assertThat(complete).hasSize(1);
    }

    @Test
    void needsANameAndAParentThatExists() throws Exception {
        assertThat(api.post("documents", "{\"data\":{\"name\":\"a.pdf\"}}").status())
                .isEqualTo(422);
        assertThat(api.post("documents", body("", "Matter", matter)).status()).isEqualTo(422);
        assertThat(api.post("documents", body("a.pdf", "Task", matter)).status())
                .isEqualTo(422);
        assertThat(api.post("documents", body("a.pdf", "Matter", 1)).status()).isEqualTo(404);
        assertThat(clio.records("documents").all()).isEmpty();
    }

    private long uploaded(String text) throws Exception {
        JsonNode created = create("letter.pdf", "Matter", matter);
        put(created.get("latest_document_version"), text.getBytes(StandardCharsets.UTF_8));
        complete(created.get("id").asLong(), created.get("latest_document_version"));
        return created.get("id").asLong();
    }

    private JsonNode create(String name, String parentType, long parent) throws Exception {
        ApiClient.Answer answer = api.post("documents", body(name, parentType, parent), "fields", FIELDS);
        assertThat(answer.status()).isEqualTo(201);
        return answer.data();
    }

    private HttpResponse<String> put(JsonNode version, byte[] bytes) throws Exception {
        return storage.put(version.get("put_url").asText(), StorageClient.headers(version), bytes);
    }

    private ApiClient.Answer complete(long id, JsonNode version) throws Exception {
        String uuid = version.get("uuid").asText();
        return api.patch(
                "documents/" + id,
                "{\"data\":{\"uuid\":\"" + uuid + "\",\"fully_uploaded\":\"true\"}}",
                "fields",
                FIELDS);
    }

    private byte[] download(long id) throws Exception {
        ApiClient.Answer answer = api.get("documents/" + id + "/download");
        assertThat(answer.status()).isEqualTo(303);
        return storage.get(answer.header("Location")).body();
    }

    private static Map<String, String> with(JsonNode version, String name, String value) {
        Map<String, String> headers = StorageClient.headers(version);
        headers.put(name, value);
        return headers;
    }

    private static String body(String name, String parentType, long parent) {
        return "{\"data\":{\"name\":\"" + name + "\",\"parent\":{\"id\":" + parent + ",\"type\":\"" + parentType
                + "\"}}}";
    }
}
