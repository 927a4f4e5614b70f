package io.camelclio.testkit.clio.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.listing.ListEndpoint;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The operations that are no list, read, create, update or delete and have no files: previews and the like. What the
 * answer of each looks like is Clio's OpenAPI document's; what it does is our reading of the operation's name and
 * description.
 */
final class SpecialOperations {

    private final Catalogue catalogue;
    private final FirmRecords records;
    private final Map<String, ResourceEndpoint> endpoints;
    private final ListEndpoint billableMatters;

    SpecialOperations(
            Catalogue catalogue,
            FirmRecords records,
            Map<String, ResourceEndpoint> endpoints,
            ListEndpoint billableMatters) {
        this.catalogue = catalogue;
        this.records = records;
        this.endpoints = endpoints;
        this.billableMatters = billableMatters;
    }

    void addTo(Routes routes) {
        routes.add(new Operation("GET", "users/who_am_i", "users", this::whoAmI));
        routes.add(new Operation("POST", "timer", "timer", this::startTimer));
        routes.add(Operation.of("GET", "bills/{id}/preview", this::previewBill));
        routes.add(Operation.of("POST", "task_template_lists/{id}/copy", this::copyTaskTemplateList));
        routes.add(new Operation("GET", "billable_matters/ids", "billable_matters", billableMatters::answer));
        routes.add(Operation.of("DELETE", "grant_funding_sources/{id}", call -> endpoints
                .get("grant_funding_sources")
                .deleteAndShow(call)));
    }

    private Response whoAmI(Operation.Call call) {
        return endpoints.get("users").get(new Operation.Call(call.request(), List.of(call.user()), call.user()));
    }

    private Response previewBill(Operation.Call call) {
        ClioRecord bill = endpoints.get("bills").named(call);
        String number = bill.fields().path("number").asText("").replaceAll("[^A-Za-z0-9-]", "");
        String page = "<!DOCTYPE html>\n<html><head><title>Bill " + number + "</title><style>body{margin:1em}</style>"
                + "</head><body><h1>Bill " + number + "</h1></body></html>\n";
        return new Response(
                200, Map.of("Content-Type", "text/html; charset=utf-8"), page.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a second timer is refused or takes the first one's place is not published; here it takes its place. */
    private Response startTimer(Operation.Call call) {
        ResourceEndpoint timers = endpoints.get("timer");
        timers.selection(call.request());
        timers.attributes(
                call.request(), catalogue.resource("timer").orElseThrow().create());
        records.of("timer").all().forEach(running -> records.of("timer").delete(running.id()));
        return timers.create(call.request());
    }

    private Response copyTaskTemplateList(Operation.Call call) {
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

    private static void inherit(ObjectNode copy, String name, ClioRecord original) {
        if (!copy.has(name) && original.fields().has(name)) {
            copy.set(name, original.fields().get(name));
        }
    }
}
