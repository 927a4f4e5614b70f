package io.camelclio.component.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The version of a document whose file Clio waits for, with the links by which it may come. */
final class OpenVersion {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long document;
    private final JsonNode version;

    private OpenVersion(long document, JsonNode version) {
        this.document = document;
        this.version = version;
    }

    static OpenVersion of(ClioAnswer answer) throws ClioException {
        JsonNode record = tree(answer);
        JsonNode version = record.path("latest_document_version");
        if (!record.path("id").canConvertToLong() || !version.path("uuid").isTextual()) {
            throw unusable("Clio's answer names no document and version to upload to");
        }
        return new OpenVersion(record.get("id").longValue(), version);
    }

    private static JsonNode tree(ClioAnswer answer) throws ClioException {
        try {
            return JSON.readTree(answer.record());
        } catch (IOException e) {
            throw unusable("Clio's answer about the document cannot be read");
        }
    }

    private static ClioException unusable(String what) {
        return new ClioException(Kind.UNEXPECTED_ANSWER, 0, what);
    }

    long document() {
        return document;
    }

    String uuid() {
        return version.get("uuid").textValue();
    }

    boolean isSameAs(OpenVersion other) {
        return document == other.document && uuid().equals(other.uuid());
    }

    boolean isFullyUploaded() {
        return version.path("fully_uploaded").asBoolean();
    }

    StorageLink whole() throws ClioException {
        return link(version);
    }

    StorageLink part(int number) throws ClioException {
        for (JsonNode part : version.path("multiparts")) {
            if (part.path("part_number").asInt() == number) {
                return link(part);
            }
        }
        throw unusable("Clio gave no link for part " + number + " of document " + document);
    }

    private StorageLink link(JsonNode from) throws ClioException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode header : from.path("put_headers")) {
            headers.put(header.path("name").asText(), header.path("value").asText());
        }
        return StorageLink.of(address(from), headers, "The upload link of document " + document);
    }

    private URI address(JsonNode from) throws ClioException {
        try {
            return URI.create(from.path("put_url").asText(""));
        } catch (IllegalArgumentException e) {
            throw unusable("The upload link of document " + document + " is unreadable");
        }
    }
}
