package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.api.Writing;
import io.camelclio.testkit.clio.catalogue.Attributes;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Documents as Clio takes and gives them: created with a link to put the file to, complete when the client says so and
 * the file is there, downloaded by a link (Clio, "Documents"). Wording and status of refusals are ours where Clio's
 * page shows none.
 */
final class Documents implements Writing {

    private static final int MOST_PROPERTIES = 5;
    private static final String VERSION = "latest_document_version";
    private static final Map<String, String> PARENTS =
            Map.of("Document", "documents", "Folder", "folders", "Contact", "contacts", "Matter", "matters");
    private static final Set<String> OWN = Set.of("uuid", "fully_uploaded", "multiparts", "restore", "parent");
    private static final Attributes COPY = Attributes.parse(
            "communication_id document_category external_properties filename name parent! received_at");

    private final FirmRecords all;
    private final ClioRecords records;
    private final ResourceEndpoint plain;
    private final DocumentVersions versions;
    private final Downloads downloads;
    private int timeOuts;

    Documents(FirmRecords all, ResourceEndpoint plain, DocumentVersions versions, Downloads downloads) {
        this.all = all;
        this.records = all.of("documents");
        this.plain = plain;
        this.versions = versions;
        this.downloads = downloads;
    }

    void addTo(Routes routes) {
        routes.add("documents", this);
        routes.add(Operation.of("GET", "documents/{id}", this::get));
        routes.add(Operation.of("GET", "documents/{id}/download", this::download));
        routes.add(Operation.of("POST", "documents/{id}/copy", this::copy));
        routes.add(Operation.of(
                "POST",
                "documents/{id}/versions/{document_version_id}/save_as_latest_version",
                this::saveAsLatestVersion));
    }

    synchronized void timeOutVerifications(int times) {
        timeOuts = times;
    }

    @Override
    public Response create(Request request, long user) {
        plain.selection(request);
        ObjectNode data = ResourceEndpoint.data(request);
        ObjectNode fields = attributes(request, records.resource().create());
        Map<Integer, Map<String, String>> multiparts = MultipartForm.parse(data);
        String name = required(data, "name");
        ClioRecord parent = parent(data);
        ObjectNode version = version(data, data.path("filename").asText(name), user);
        boolean newVersion = data.at("/parent/type").asText().equals("Document");
        ClioRecord document = newVersion ? parent : store(fields, data, parent, version);
        return answer(201, request, show(versions.begin(document.id(), version, multiparts)));
    }

    @Override
    public Response update(Request request, long id) {
        plain.selection(request);
        ObjectNode data = ResourceEndpoint.data(request);
        attributes(request, records.resource().update());
        if (data.path("restore").asBoolean()) {
            restore(id);
        }
        Conditions.refuseStale(request, plain.existing(id));
        upload(data, id);
        if (data.has("parent")) {
            ObjectNode changes = Json.object();
            place(changes, parent(data), data.at("/parent/type").asText());
            records.update(id, changes);
        }
        ObjectNode rest = data.deepCopy().remove(OWN);
        return rest.isEmpty() ? answer(200, request, plain.existing(id)) : plain.update(with(request, rest), id);
    }

    /** Gives a document a file, as if it had been uploaded. */
    void give(ClioRecord document, Content content) {
        ObjectNode fields = document.fields();
        String name = fields.path("filename").asText(fields.path("name").asText("file"));
        ObjectNode version = Json.object().put("filename", name);
        version.put("content_type", fields.path("content_type").asText(""));
        showComplete(versions.add(document.id(), version, content));
    }

    /** While a file put in one piece is awaited, each reading signs its link anew; Clio's page leaves that open. */
    private Response get(Operation.Call call) {
        ClioRecord document = plain.existing(call.id());
        ObjectNode version = (ObjectNode) document.fields().get(VERSION);
        if (version != null && version.path("put_url").isTextual()) {
            ObjectNode fields = document.json();
            fields.set(VERSION, versions.signedAnew(version));
            document = document.showing(fields);
        }
        return plain.answer(call.request(), document);
    }

    private Response download(Operation.Call call) {
        long id = plain.existing(call.id()).id();
        String version = call.request().query().first("document_version_id").orElse("");
        if (!version.matches("[0-9]{0,18}")) {
            throw ApiError.badArgument("document_version_id must be a number");
        }
        return (version.isEmpty() ? versions.latestUploaded(id) : versions.findUploaded(id, Long.parseLong(version)))
                .map(found -> downloads.redirect(DocumentVersions.path(found.fields())))
                .orElseThrow(() -> ApiError.notFound("DocumentVersion"));
    }

    /** Without a complete version only the description is copied. */
    private Response copy(Operation.Call call) {
        Request request = call.request();
        plain.selection(request);
        ClioRecord source = plain.existing(call.id());
        ObjectNode data = ResourceEndpoint.data(request);
        ObjectNode fields = attributes(request, COPY);
        for (String name : List.of("name", "filename", "content_type", "size")) {
            if (!fields.has(name) && source.fields().has(name)) {
                fields.set(name, source.fields().get(name));
            }
        }
        ObjectNode version = version(fields, fields.path("filename").asText("file"), call.user());
        ClioRecord copy = store(fields, data, parent(data), version);
        return answer(
                201,
                request,
                versions.latestUploaded(source.id())
                        .map(file -> showComplete(versions.copy(copy.id(), version, file)))
                        .orElse(copy));
    }

    /** Clio's document gives the answer no body. */
    private Response saveAsLatestVersion(Operation.Call call) {
        long id = plain.existing(call.id()).id();
        ClioRecord source =
                versions.findUploaded(id, call.lastId()).orElseThrow(() -> ApiError.notFound("DocumentVersion"));
        ObjectNode version =
                version(source.fields(), source.fields().get("filename").asText(), call.user());
        showComplete(versions.copy(id, version, source));
        return Response.empty(200);
    }

    private void upload(ObjectNode data, long id) {
        Map<Integer, Map<String, String>> multiparts = MultipartForm.parse(data);
        boolean complete = data.path("fully_uploaded").asBoolean();
        if (!complete && multiparts.isEmpty()) {
            return;
        }
        ClioRecord version = versions.find(id, required(data, "uuid"))
                .orElseThrow(() -> ApiError.unprocessable("uuid is not that of a version of the document"));
        if (complete) {
            refuseTimedOut();
            showComplete(versions.complete(version));
        } else {
            show(versions.extend(version, multiparts));
        }
    }

    private synchronized void refuseTimedOut() {
        if (timeOuts > 0) {
            timeOuts--;
            throw ApiError.uploadTimedOut();
        }
    }

    private void restore(long id) {
        try {
            records.restore(id);
        } catch (NoSuchElementException notInTheTrash) {
            // An update like any other, as far as the document exists.
        }
    }

    private ClioRecord show(ClioRecord version) {
        ObjectNode changes = Json.object();
        changes.set(VERSION, version.fields());
        return records.update(version.parent(), changes);
    }

    private ClioRecord showComplete(ClioRecord version) {
        ObjectNode changes = Json.object();
        for (String name : List.of("filename", "content_type", "size")) {
            changes.set(name, version.fields().get(name));
        }
        changes.set(VERSION, version.fields());
        return records.update(version.parent(), changes);
    }

    private ObjectNode version(ObjectNode data, String filename, long user) {
        ObjectNode version = Json.object().put("filename", filename);
        version.set("content_type", data.get("content_type"));
        version.set("received_at", data.get("received_at"));
        all.of("users").find(user).ifPresent(creator -> version.set("creator", creator.reference()));
        return version;
    }

    private ClioRecord store(ObjectNode fields, ObjectNode data, ClioRecord parent, ObjectNode version) {
        fields.put("type", "Document").put("locked", false);
        fields.set("filename", version.get("filename"));
        fields.set("creator", version.get("creator"));
        place(fields, parent, data.at("/parent/type").asText());
        return records.create(fields);
    }

    /** Sets where a document lies and whose it is. */
    private static void place(ObjectNode fields, ClioRecord parent, String type) {
        fields.set("parent", parent.reference().put("type", type));
        if (type.equals("Matter") || type.equals("Contact")) {
            fields.set(type.equals("Matter") ? "matter" : "contact", parent.reference());
        } else {
            fields.set("matter", parent.fields().get("matter"));
        }
    }

    private ObjectNode attributes(Request request, Attributes known) {
        ObjectNode fields = plain.attributes(request, known);
        if (fields.path("external_properties").size() > MOST_PROPERTIES) {
            throw ApiError.unprocessable(
                    "There is a limit of " + MOST_PROPERTIES + " external_properties per Document");
        }
        return fields;
    }

    private ClioRecord parent(ObjectNode data) {
        JsonNode parent = data.path("parent");
        String path = PARENTS.get(parent.path("type").asText());
        if (path == null || !parent.path("id").canConvertToLong()) {
            throw ApiError.unprocessable(
                    "parent must have an id and one of the types Document, Folder, Contact, Matter");
        }
        return all.of(path)
                .find(parent.get("id").asLong())
                .orElseThrow(() -> ApiError.notFound(parent.get("type").asText()));
    }

    private static String required(ObjectNode data, String name) {
        String value = data.path(name).asText("");
        if (value.isBlank()) {
            throw ApiError.unprocessable(name + " can't be blank");
        }
        return value;
    }

    private static Request with(Request request, ObjectNode data) {
        ObjectNode body = Json.object();
        body.set("data", data);
        return new Request(request.method(), request.path(), request.query(), request.headers(), Json.bytes(body));
    }

    private Response answer(int status, Request request, ClioRecord document) {
        return Conditions.answer(request, document, plain.one(status, request, document));
    }
}
