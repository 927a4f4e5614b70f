package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.clio.storage.StoredFile;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The versions of documents and the files behind them. A version is being uploaded until all that was announced has
 * arrived and the client has said so; only then can it be downloaded. Each version's file stands under its uuid.
 */
final class DocumentVersions {

    private static final int MOST_UPLOADS = 1_000;
    private static final String FOLDER = "/iris-sandbox/uploads/document_version/file/";
    private static final String ENCRYPTION = "x-amz-server-side-encryption";

    private final ClioRecords records;
    private final FileStorage storage;
    private final long smallestPart;
    private final Random random;
    private final Map<String, NavigableSet<Integer>> parts = new LinkedHashMap<>();

    DocumentVersions(ClioRecords records, FileStorage storage, long smallestPart, Random random) {
        this.records = records;
        this.storage = storage;
        this.smallestPart = smallestPart;
        this.random = random;
    }

    /** Begins an upload; links are part of the version as it is returned, and nowhere else. */
    synchronized ClioRecord begin(long document, ObjectNode version, Map<Integer, Map<String, String>> multiparts) {
        ObjectNode fields = describe(document, version);
        String path = path(fields);
        Map<String, String> headers = headers(fields.get("content_type").asText());
        fields.put("fully_uploaded", false);
        fields.set("put_headers", list(headers));
        if (multiparts.isEmpty()) {
            fields.put("put_url", storage.uploadLink(path, headers).toString());
            fields.putArray("multiparts");
        } else {
            fields.putNull("put_url");
            fields.set("multiparts", links(fields.get("uuid").asText(), path, multiparts));
        }
        return records.createUnder(document, fields);
    }

    /** A version with a new link for its file in one piece. */
    ObjectNode signedAnew(ObjectNode version) {
        Map<String, String> headers = headers(version.get("content_type").asText());
        return version.deepCopy()
                .put("put_url", storage.uploadLink(path(version), headers).toString());
    }

    /** Announces further parts; the version then shows the links of these. */
    synchronized ClioRecord extend(ClioRecord version, Map<Integer, Map<String, String>> multiparts) {
        refuseUploaded(version);
        ObjectNode changes = Json.object();
        changes.set("multiparts", links(uuid(version), path(version.fields()), multiparts));
        return records.update(version.id(), changes);
    }

    /** Ends an upload, which fails unless everything announced has arrived. */
    synchronized ClioRecord complete(ClioRecord version) {
        refuseUploaded(version);
        String path = path(version.fields());
        NavigableSet<Integer> announced = parts.get(uuid(version));
        if (announced != null) {
            join(version, path, announced);
        }
        StoredFile file = storage.find(path).orElseThrow(() -> notFound(version));
        parts.remove(uuid(version));
        ObjectNode changes = Json.object();
        changes.put("fully_uploaded", true).put("size", file.size()).putNull("put_url");
        changes.putArray("put_headers");
        changes.putArray("multiparts");
        return records.update(version.id(), changes);
    }

    /** A version that is uploaded already. */
    synchronized ClioRecord add(long document, ObjectNode version, Content content) {
        ObjectNode fields = describe(document, version);
        storage.store(path(fields), content, fields.get("content_type").asText());
        return records.createUnder(document, uploaded(fields, content.length()));
    }

    /** A version with the file of another one. */
    synchronized ClioRecord copy(long document, ObjectNode version, ClioRecord source) {
        ObjectNode fields = describe(document, version);
        storage.copy(path(source.fields()), path(fields));
        return records.createUnder(
                document, uploaded(fields, source.fields().path("size").asLong()));
    }

    Optional<ClioRecord> find(long document, String uuid) {
        return of(document).filter(version -> uuid(version).equals(uuid)).findFirst();
    }

    Optional<ClioRecord> findUploaded(long document, long id) {
        return uploaded(document).filter(version -> version.id() == id).findFirst();
    }

    Optional<ClioRecord> latestUploaded(long document) {
        return uploaded(document).max(Comparator.comparingLong(ClioRecord::id));
    }

    /** Where the file of a version stands in the storage. */
    static String path(ObjectNode version) {
        return FOLDER + version.get("uuid").asText() + "/"
                + version.get("filename").asText().replace('/', '_');
    }

    private Stream<ClioRecord> of(long document) {
        return records.all().stream().filter(version -> version.parent() == document);
    }

    private Stream<ClioRecord> uploaded(long document) {
        return of(document)
                .filter(version -> version.fields().path("fully_uploaded").asBoolean());
    }

    private ObjectNode describe(long document, ObjectNode version) {
        ObjectNode fields = version.deepCopy();
        fields.put("document_id", document).put("version_number", of(document).count() + 1);
        fields.put("uuid", new UUID(random.nextLong(), random.nextLong()).toString());
        if (fields.path("content_type").asText("").isBlank()) {
            fields.put("content_type", MediaTypes.of(fields.get("filename").asText()));
        }
        return fields;
    }

    private static ObjectNode uploaded(ObjectNode fields, long size) {
        fields.put("fully_uploaded", true).put("size", size);
        return fields;
    }

    private static String uuid(ClioRecord version) {
        return version.fields().get("uuid").asText();
    }

    private static void refuseUploaded(ClioRecord version) {
        if (version.fields().get("fully_uploaded").asBoolean()) {
            throw ApiError.unprocessable("The document is already marked as fully uploaded");
        }
    }

    private void join(ClioRecord version, String path, NavigableSet<Integer> announced) {
        for (int number : announced) {
            StoredFile part = storage.findPart(path, number).orElseThrow(() -> notFound(version));
            if (number != announced.last() && part.size() < smallestPart) {
                throw ApiError.unprocessable(
                        "Part " + number + " is smaller than " + smallestPart + " bytes and not the last one");
            }
        }
        storage.join(path, version.fields().get("content_type").asText(), announced);
    }

    private static ApiError notFound(ClioRecord version) {
        return ApiError.uploadNotFound(version.fields().get("filename").asText(), uuid(version));
    }

    private static Map<String, String> headers(String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ENCRYPTION, "AES256");
        headers.put("Content-Type", contentType);
        return headers;
    }

    private ArrayNode links(String uuid, String path, Map<Integer, Map<String, String>> multiparts) {
        if (parts.size() == MOST_UPLOADS) {
            parts.remove(parts.keySet().iterator().next());
        }
        parts.computeIfAbsent(uuid, none -> new TreeSet<>()).addAll(multiparts.keySet());
        ArrayNode links = Json.object().putArray("multiparts");
        multiparts.forEach((number, headers) -> {
            ObjectNode link = links.addObject();
            link.put("part_number", number);
            link.put("put_url", storage.partLink(path, number, headers).toString());
            link.set("put_headers", list(headers));
        });
        return links;
    }

    private static ArrayNode list(Map<String, String> headers) {
        ArrayNode list = Json.object().putArray("put_headers");
        headers.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
        return list;
    }
}
