package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.api.Writing;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.Base64;
import java.util.Optional;

/**
 * Document templates, whose file comes base64-encoded in the JSON of the request. Clio takes it as a form too, which is
 * not played.
 */
final class DocumentTemplates implements Writing {

    private final ClioRecords records;
    private final ResourceEndpoint plain;
    private final FileStorage storage;
    private final Downloads downloads;

    DocumentTemplates(ClioRecords records, ResourceEndpoint plain, FileStorage storage, Downloads downloads) {
        this.records = records;
        this.plain = plain;
        this.storage = storage;
        this.downloads = downloads;
    }

    void addTo(Routes routes) {
        routes.add("document_templates", this);
        routes.add(Operation.of(
                "GET",
                "document_templates/{id}/download",
                call -> downloads.redirect(path(plain.existing(call.id())))));
    }

    @Override
    public Response create(Request request, long user) {
        plain.selection(request);
        ObjectNode fields = plain.attributes(request, records.resource().create());
        ObjectNode data = ResourceEndpoint.data(request);
        byte[] file = file(data).orElseThrow(() -> ApiError.unprocessable("file can't be blank"));
        if (data.path("filename").asText("").isBlank()) {
            throw ApiError.unprocessable("filename can't be blank");
        }
        ClioRecord template = store(records.create(fields), Content.of(file));
        return Conditions.answer(request, template, plain.one(201, request, template));
    }

    @Override
    public Response update(Request request, long id) {
        plain.selection(request);
        ClioRecord before = plain.existing(id);
        Conditions.refuseStale(request, before);
        ObjectNode changes = plain.attributes(request, records.resource().update());
        ObjectNode data = ResourceEndpoint.data(request);
        Content content = file(data)
                .map(Content::of)
                .or(() -> storage.find(path(before)).flatMap(file -> file.content()))
                .orElse(Content.of(new byte[0]));
        ClioRecord after = store(records.update(id, changes), content);
        return Conditions.answer(request, after, plain.one(200, request, after));
    }

    /** Gives a template its file. */
    ClioRecord store(ClioRecord template, Content content) {
        String type = MediaTypes.of(filename(template));
        storage.store(path(template), content, type);
        ObjectNode changes = Json.object().put("size", content.length()).put("content_type", type);
        return records.update(template.id(), changes);
    }

    static String path(ClioRecord template) {
        return "/iris-sandbox/document_templates/" + template.id() + "/" + filename(template);
    }

    private static String filename(ClioRecord template) {
        return template.fields().path("filename").asText("template").replace('/', '_');
    }

    private static Optional<byte[]> file(ObjectNode data) {
        if (!data.has("file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(data.get("file").asText()));
        } catch (IllegalArgumentException notBase64) {
            throw ApiError.unprocessable("file must be a base64-encoded string");
        }
    }
}
