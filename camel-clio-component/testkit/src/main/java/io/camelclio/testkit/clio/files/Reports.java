package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reports, made after a while. What they contain is no report but says which one was asked for. */
final class Reports {

    private static final Set<String> FORMATS = Set.of("csv", "html", "json", "pdf", "xlsx", "zip");

    private final Resource resource;
    private final ResourceEndpoint plain;
    private final ResourceEndpoint presets;
    private final Jobs jobs;

    Reports(Resource resource, ResourceEndpoint plain, ResourceEndpoint presets, Jobs jobs) {
        this.resource = resource;
        this.plain = plain;
        this.presets = presets;
        this.jobs = jobs;
    }

    void addTo(Routes routes) {
        routes.add(new Operation("POST", "reports", "reports", this::create));
        routes.add(Operation.of("POST", "report_presets/{id}/generate_report", this::generate));
        jobs.addTo(routes);
    }

    private Response create(Operation.Call call) {
        plain.selection(call.request());
        ObjectNode fields = plain.attributes(call.request(), resource.create());
        if (!FORMATS.contains(fields.path("format").asText())) {
            throw ApiError.unprocessable("format is not one of csv, html, json, pdf, xlsx, zip");
        }
        fields.set("name", fields.get("kind"));
        return made(call.request(), fields.put("source", "reports"));
    }

    private Response generate(Operation.Call call) {
        ClioRecord preset = presets.named(call);
        ObjectNode fields = Json.object();
        for (String name : List.of("name", "kind", "format", "category")) {
            if (preset.fields().has(name)) {
                fields.set(name, preset.fields().get(name));
            }
        }
        return made(call.request(), fields.put("source", "presets"));
    }

    private Response made(Request request, ObjectNode fields) {
        ObjectNode outcome = Json.object();
        outcome.set("report", fields.get("kind"));
        byte[] text = outcome.toString().getBytes(StandardCharsets.UTF_8);
        ClioRecord report = jobs.start(fields, Content.of(text), mediaType(fields));
        return Conditions.answer(request, report, plain.one(201, request, report));
    }

    static String mediaType(ObjectNode report) {
        return MediaTypes.of("report." + report.path("format").asText());
    }
}
