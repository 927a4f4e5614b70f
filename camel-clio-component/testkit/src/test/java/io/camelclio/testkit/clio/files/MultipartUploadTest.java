package io.camelclio.testkit.clio.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.storage.StoredFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MultipartUploadTest {

    private static final String FIELDS = "id,latest_document_version{uuid,put_url,put_headers,multiparts}";

    private final ClioSandbox clio = ClioSandbox.builder().smallestPart(5).start();
    private final ApiClient api = new ApiClient(clio);
    private final StorageClient storage = new StorageClient();
    private final long matter =
            clio.records("matters").create("{\"description\":\"m\"}").id();

    @AfterEach
    void stop() {
        clio.close();
    }

    @Test
    void joinsPartsByTheirNumbersWhateverTheOrderTheyComeIn() throws Exception {
        JsonNode document = create(List.of("first ", "second ", "end"));
        JsonNode version = document.get("latest_document_version");
        long id = document.get("id").asLong();

        assertThat(version.get("put_url").isNull()).isTrue();
        assertThat(version.at("/multiparts/0/put_headers").toString())
                .isEqualTo("[{\"name\":\"Content-Length\",\"value\":\"6\"},{\"name\":\"Content-MD5\",\"value\":\""
                        + md5("first ") + "\"}]");
        assertThat(put(version, 2, "end").statusCode()).isEqualTo(200);
        assertThat(put(version, 0, "first ").statusCode()).isEqualTo(200);
        ApiClient.Answer early = complete(id, version);
        put(version, 1, "second ");
        ApiClient.Answer completed = complete(id, version);

        assertThat(early.errorType()).isEqualTo("UploadNotFoundError");
        assertThat(completed.status()).isEqualTo(200);
        StoredFile file = clio.files().find("documents", id).orElseThrow();
        assertThat(file.size()).isEqualTo(16);
        assertThat(file.digest()).matches("[0-9a-f]{32}-3");
        String location = api.get("documents/" + id + "/download").header("Location");
        assertThat(storage.get(location).body()).asString().isEqualTo("first second end");
    }

    @Test
    void refusesAPartWithOtherBytesThanWereAnnounced() throws Exception {
        JsonNode version = create(List.of("first ")).get("latest_document_version");

        HttpResponse<String> otherBytes = put(version, 0, "First ");
        HttpResponse<String> otherLength = put(version, 0, "first");

        assertThat(otherBytes.statusCode()).isEqualTo(400);
        assertThat(otherBytes.body())
                .contains("<Code>BadDigest</Code>", "<ExpectedDigest>" + md5("first ") + "</ExpectedDigest>");
        assertThat(otherLength.statusCode()).isEqualTo(403);
        assertThat(put(version, 0, "first ").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotCompleteWithASmallPartThatIsNotTheLast() throws Exception {
        JsonNode document = create(List.of("tiny", "second"));
        JsonNode version = document.get("latest_document_version");
        put(version, 0, "tiny");
        put(version, 1, "second");

        ApiClient.Answer answer = complete(document.get("id").asLong(), version);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorMessage()).contains("Part 1 is smaller than 5 bytes");
    }

    @Test
    void takesMoreThanFiftyPartsInSeveralRequests() throws Exception {
        List<String> texts = IntStream.rangeClosed(1, 60)
                .mapToObj(number -> String.format("part %02d", number))
                .toList();
        assertThat(api.post("documents", body(texts)).status()).isEqualTo(422);
        JsonNode document = create(texts.subList(0, 50));
        JsonNode first = document.get("latest_document_version");
        long id = document.get("id").asLong();

        ApiClient.Answer more = api.patch(
                "documents/" + id,
                "{\"data\":{\"uuid\":\"" + first.get("uuid").asText() + "\",\"fully_uploaded\":false,\"multiparts\":"
                        + parts(51, texts.subList(50, 60)) + "}}",
                "fields",
                FIELDS);
        JsonNode second = more.data().get("latest_document_version");
        for (int i = 0; i < 60; i++) {
            HttpResponse<String> put = i < 50 ? put(first, i, texts.get(i)) : put(second, i - 50, texts.get(i));
            assertThat(put.statusCode()).isEqualTo(200);
        }

        assertThat(second.get("multiparts")).hasSize(10);
        assertThat(second.at("/multiparts/0/part_number").asInt()).isEqualTo(51);
        assertThat(complete(id, first).status()).isEqualTo(200);
        assertThat(storage.get(api.get("documents/" + id + "/download").header("Location"))
                        .body())
                .asString()
                .isEqualTo(String.join("", texts));
    }

    @Test
    void refusesPartsThatAreNotDescribedAsTheReferenceSays() throws Exception {
        String[] refused = {
            "[{\"part_number\":0,\"content_length\":5}]",
            "[{\"part_number\":10001,\"content_length\":5}]",
            "[{\"part_number\":1}]",
            "[{\"part_number\":1,\"content_length\":-5}]",
            "[{\"part_number\":1,\"content_length\":5},{\"part_number\":1,\"content_length\":5}]",
            "[{\"part_number\":1,\"content_length\":5,\"content_md5\":\"abc\"}]"
        };
        for (String parts : refused) {
            assertThat(api.post("documents", bodyOf(parts)).status()).as(parts).isEqualTo(422);
        }
        assertThat(clio.records("documents").all()).isEmpty();
    }

    private JsonNode create(List<String> texts) throws Exception {
        ApiClient.Answer answer = api.post("documents", body(texts), "fields", FIELDS);
        assertThat(answer.status()).isEqualTo(201);
        return answer.data();
    }

    private HttpResponse<String> put(JsonNode version, int index, String text) throws Exception {
        JsonNode part = version.get("multiparts").get(index);
        return storage.put(
                part.get("put_url").asText(), StorageClient.headers(part), text.getBytes(StandardCharsets.UTF_8));
    }

    private ApiClient.Answer complete(long id, JsonNode version) throws Exception {
        return api.patch(
                "documents/" + id,
                "{\"data\":{\"uuid\":\"" + version.get("uuid").asText() + "\",\"fully_uploaded\":true}}");
    }

    private String body(List<String> texts) throws Exception {
        return bodyOf(parts(1, texts));
    }

    private String bodyOf(String parts) {
        return "{\"data\":{\"name\":\"big.pdf\",\"parent\":{\"id\":" + matter + ",\"type\":\"Matter\"},\"multiparts\":"
                + parts + "}}";
    }

    private static String parts(int from, List<String> texts) throws Exception {
        List<String> parts = new ArrayList<>();
        for (String text : texts) {
            parts.add("{\"part_number\":" + (from + parts.size()) + ",\"content_length\":" + text.length()
                    + ",\"content_md5\":\"" + md5(text) + "\"}");
        }
        return parts.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String md5(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
