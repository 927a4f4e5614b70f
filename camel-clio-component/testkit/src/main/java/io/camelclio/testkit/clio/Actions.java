package io.camelclio.testkit.clio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The operations that are no list, read, create, update or delete: copies, previews and the like. What the answer of
 * each looks like is Clio's OpenAPI document's; what it does is our reading of the operation's name and description.
 */
final class Actions {

    private static final String VERSIONS = "documents/{id}/versions";

    private static final Attributes COPY_OF_A_DOCUMENT = Attributes.parse(
            "communication_id document_category external_properties filename name parent! received_at");

    private final Catalogue catalogue;
    private final Map<String, ClioRecords> records;
    private final Map<String, ResourceEndpoint> endpoints;
    private final ListEndpoint billableMatters;

    Actions(
            Catalogue catalogue,
            Map<String, ClioRecords> records,
            Map<String, ResourceEndpoint> endpoints,
            ListEndpoint billableMatters) {
        this.catalogue = catalogue;
        this.records = records;
        this.endpoints = endpoints;
        this.billableMatters = billableMatters;
    }

    void addTo(Routes routes) {
        routes.add(new Action("GET", "users/who_am_i", "users", this::whoAmI));
        routes.add(new Action("POST", "timer", "timer", this::startTimer));
        routes.add(Action.of("GET", "bills/{id}/preview", this::previewBill));
        routes.add(Action.of("POST", "documents/{id}/copy", this::copyDocument));
        routes.add(Action.of(
                "POST", VERSIONS + "/{document_version_id}/save_as_latest_version", this::saveAsLatestVersion));
        routes.add(Action.of("POST", "task_template_lists/{id}/copy", this::copyTaskTemplateList));
        routes.add(Action.of("POST", "report_presets/{id}/generate_report", this::generateReport));
        routes.add(new Action("GET", "billable_matters/ids", "billable_matters", billableMatters::answer));
        routes.add(Action.of("DELETE", "grant_funding_sources/{id}", call -> endpoints
                .get("grant_funding_sources")
                .deleteAndShow(call)));
    }

    private Response whoAmI(Action.Call call) {
        return endpoints.get("users").get(new Action.Call(call.request(), List.of(call.user()), call.user()));
    }

    private Response previewBill(Action.Call call) {
        ClioRecord bill = endpoints.get("bills").named(call);
        String number = bill.fields().path("number").asText("").replaceAll("[^A-Za-z0-9-]", "");
        String page = "<!DOCTYPE html>\n<html><head><title>Bill " + number + "</title><style>body{margin:1em}</style>"
                + "</head><body><h1>Bill " + number + "</h1></body></html>\n";
        return new Response(
                200, Map.of("Content-Type", "text/html; charset=utf-8"), page.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a second timer is refused or takes the first one's place is not published; here it takes its place. */
    private Response startTimer(Action.Call call) {
        ResourceEndpoint timers = endpoints.get("timer");
        timers.selection(call.request());
        timers.attributes(
                call.request(), catalogue.resource("timer").orElseThrow().create());
        records.get("timer").all().forEach(running -> records.get("timer").delete(running.id()));
        return timers.create(call.request());
    }

    private Response copyDocument(Action.Call call) {
        ResourceEndpoint documents = endpoints.get("documents");
        ClioRecord original = documents.named(call);
        ObjectNode copy = documents.attributes(call.request(), COPY_OF_A_DOCUMENT);
        for (String name : List.of("name", "filename", "content_type", "size")) {
            inherit(copy, name, original);
        }
        return documents.created(call.request(), copy);
    }

    private Response saveAsLatestVersion(Action.Call call) {
        ClioRecord document = endpoints.get("documents").existing(call.id());
        ClioRecord version = records.get(VERSIONS)
                .find(call.lastId())
                .filter(found -> found.parent() == document.id())
                .orElseThrow(() -> ApiError.notFound("DocumentVersion"));
        long versions = records.get(VERSIONS).all().stream()
                .filter(found -> found.parent() == document.id())
                .count();
        ObjectNode latest = version.json().put("version_number", versions + 1);
        ClioRecord saved = records.get(VERSIONS).createUnder(document.id(), latest);
        ObjectNode change = Json.object();
        change.set("latest_document_version", saved.reference());
        records.get("documents").update(document.id(), change);
        return Response.empty(200);
    }

    private Response copyTaskTemplateList(Action.Call call) {
        ResourceEndpoint lists = endpoints.get("task_template_lists");
        ClioRecord original = lists.named(call);
        ObjectNode copy = lists.attributes(
                call.request(),
                catalogue.resource("task_template_lists").orElseThrow().update());
        for (String name : List.of("name", "description", "practice_area", "templates_count")) {
            inherit(copy, name, original);
        }
        return lists.created(call.request(), copy);
    }

    private Response generateReport(Action.Call call) {
        ClioRecord preset = endpoints.get("report_presets").named(call);
        ObjectNode report = Json.object();
        for (String name : List.of("name", "kind", "format", "category")) {
            inherit(report, name, preset);
        }
        return endpoints.get("reports").created(call.request(), report.put("state", "queued"));
    }

    private static void inherit(ObjectNode copy, String name, ClioRecord original) {
        if (!copy.has(name) && original.fields().has(name)) {
            copy.set(name, original.fields().get(name));
        }
    }
}
