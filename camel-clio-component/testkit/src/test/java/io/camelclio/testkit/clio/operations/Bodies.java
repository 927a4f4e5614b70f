package io.camelclio.testkit.clio.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Field;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.json.Json;
import java.util.Map;
import java.util.Optional;

/** Writes the smallest body that creates a record of any resource: what is required, and nothing else. */
final class Bodies {

    private static final Map<String, String> PLURALS =
            Map.of("matter_id", "matters", "report_preset_id", "report_presets");

    private final ClioSandbox clio;
    private final Catalogue catalogue = Catalogue.load();
    private int labels;

    Bodies(ClioSandbox clio) {
        this.clio = clio;
    }

    /** A body for the resource, naming records that exist. */
    String create(Resource resource) {
        ObjectNode body = Json.object();
        ObjectNode data = body.putObject("data");
        resource.create().required().forEach(name -> put(data, resource, name));
        checked(resource.path(), data);
        return body.toString();
    }

    /** Gives what is looked at more closely than by its name a value that is admitted. */
    private void checked(String path, ObjectNode data) {
        switch (path) {
            case "custom_actions" -> {
                data.put("ui_reference", "matters/show").put("target_url", "https://app.example/");
                data.put("label", "Label " + ++labels);
            }
            case "webhooks" ->
                data.put("url", "https://receiver.example/")
                        .put("model", "matter")
                        .put("fields", "id");
            case "documents" -> data.putObject("parent").put("type", "Folder").put("id", some("folders"));
            case "document_archives" ->
                data.putArray("items").addObject().put("id", some("documents")).put("type", 1);
            case "document_templates" -> data.put("file", "AAAA").put("filename", "will.docx");
            case "reports" -> data.put("format", "csv");
            default -> {
                // What is required can have any value of its kind.
            }
        }
    }

    private long some(String path) {
        return someRecordOf(catalogue.resource(path).orElseThrow());
    }

    private void put(ObjectNode data, Resource resource, String name) {
        Field field = resource.type().fields().get(name);
        if (name.endsWith("_id")) {
            data.put(name, some(PLURALS.getOrDefault(name, "contacts")));
        } else if (field == null || field.kind().equals("json")) {
            data.put(name, 1);
        } else if (field.many()) {
            data.putArray(name);
        } else if (field.nested()) {
            ObjectNode nested = data.putObject(name);
            target(field).ifPresent(target -> nested.put("id", someRecordOf(target)));
        } else {
            switch (field.kind()) {
                case "integer", "decimal" -> data.put(name, 1);
                case "boolean" -> data.put(name, true);
                case "date" -> data.put(name, "2026-03-01");
                case "time" -> data.put(name, "2026-03-01T12:00:00Z");
                default -> data.put(name, "x");
            }
        }
    }

    private Optional<Resource> target(Field field) {
        return catalogue.resources().stream()
                .filter(resource -> resource.name().equals(field.kind()))
                .findFirst();
    }

    /** The id of a record that is there or made for the purpose. */
    long someRecordOf(Resource resource) {
        ClioRecords records = clio.records(resource.path());
        return records.all().stream()
                .findFirst()
                .orElseGet(() -> resource.parent()
                        .map(parent -> catalogue.resource(parent).orElseThrow())
                        .map(parent -> records.createUnder(someRecordOf(parent), "{}"))
                        .orElseGet(() -> records.create("{}")))
                .id();
    }
}
