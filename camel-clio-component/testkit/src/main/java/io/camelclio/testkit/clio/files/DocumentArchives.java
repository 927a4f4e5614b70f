package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.clio.storage.StoredFile;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Archives of documents and of what lies in folders, made after a while as zip files of the latest versions. Documents
 * whose bytes the storage did not keep are left out.
 */
final class DocumentArchives {

    private final FirmRecords all;
    private final ResourceEndpoint plain;
    private final DocumentVersions versions;
    private final FileStorage storage;
    private final Jobs jobs;

    DocumentArchives(
            FirmRecords all, ResourceEndpoint plain, DocumentVersions versions, FileStorage storage, Jobs jobs) {
        this.all = all;
        this.plain = plain;
        this.versions = versions;
        this.storage = storage;
        this.jobs = jobs;
    }

    void addTo(Routes routes) {
        routes.add(new Operation("POST", "document_archives", "document_archives", this::create));
        jobs.addTo(routes);
    }

    private Response create(Operation.Call call) {
        Request request = call.request();
        plain.selection(request);
        plain.attributes(request, all.of("document_archives").resource().create());
        JsonNode items = ResourceEndpoint.data(request).path("items");
        if (items.isEmpty()) {
            throw ApiError.unprocessable("items can't be blank");
        }
        byte[] zip = zip(items);
        ObjectNode fields = Json.object().put("size", zip.length);
        ClioRecord archive = jobs.start(fields, Content.of(zip), MediaTypes.of("archive.zip"));
        return Conditions.answer(request, archive, plain.one(201, request, archive));
    }

    private byte[] zip(JsonNode items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (JsonNode item : items) {
                for (ClioRecord document : documents(item.path("id").asLong()).toList()) {
                    add(zip, document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make an archive", e);
        }
        return bytes.toByteArray();
    }

    /** The document of this id, or those in the folder of this id: Clio's document gives no names for item types. */
    private Stream<ClioRecord> documents(long id) {
        ClioRecords documents = all.of("documents");
        if (documents.find(id).isPresent()) {
            return documents.find(id).stream();
        }
        if (all.of("folders").find(id).isEmpty()) {
            throw ApiError.notFound("Item");
        }
        return documents.all().stream()
                .filter(document -> document.fields().at("/parent/id").asLong() == id);
    }

    private void add(ZipOutputStream zip, ClioRecord document) throws IOException {
        Content content = versions.latestUploaded(document.id())
                .flatMap(version -> storage.find(DocumentVersions.path(version.fields())))
                .flatMap(StoredFile::content)
                .orElse(null);
        if (content != null) {
            zip.putNextEntry(new ZipEntry(
                    document.id() + "/" + document.fields().path("filename").asText("file")));
            try (InputStream in = content.open()) {
                in.transferTo(zip);
            }
        }
    }
}
