package io.camelclio.component.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of {@code clio-api.json}: one operation and one record type per line, so that a change reads as one. */
final class CatalogueFile {

    static final Path PATH = Path.of("src/main/resources/io/camelclio/component/catalogue/clio-api.json");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_DEFAULT)
            .build();

    /** The entities whose name is not the singular of the path's last word, or would say too little. */
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("clio_payments/links", "clio_payments_link"),
            Map.entry("clio_payments/payments", "clio_payments_payment"),
            Map.entry("court_rules/jurisdictions/{jurisdiction_id}/triggers", "jurisdiction_trigger"),
            Map.entry("documents/{document_id}/versions", "document_version"),
            Map.entry("folders/list", "folder"),
            Map.entry("internal_notifications/event_metrics", "event_metrics"),
            Map.entry("internal_notifications/my_events", "internal_notification"),
            Map.entry("matters/{matter_id}/contacts", "matter_contact"),
            Map.entry("settings/billing", "billing_setting"),
            Map.entry("utbms/codes", "utbms_code"),
            Map.entry("utbms/sets", "utbms_set"));

    /** What Clio describes in prose only: sections "Webhooks" and "Documents". */
    private static final Operation ACTIVATE = new Operation(
            ClioOperation.activate,
            "PUT",
            "webhooks/{id}/activate",
            Answer.NOTHING,
            false,
            false,
            0,
            null,
            List.of(),
            Set.of(),
            Set.of(),
            Body.NONE);

    private final Map<String, Map<ClioOperation, Operation>> resources = new TreeMap<>();
    private final Map<String, String> records = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> types;

    CatalogueFile(OpenApiDocument document) {
        this.types = document.types();
        for (OpenApiDocument.Found found : document.operations()) {
            add(found.resource(), found.operation());
            if (!found.record().isEmpty()) {
                String other = records.putIfAbsent(found.resource(), found.record());
                if (other != null && !other.equals(found.record())) {
                    throw new IllegalStateException(found + " answers with another record than " + other);
                }
            }
        }
        add("webhooks", ACTIVATE);
        add("documents", upload(resources.get("documents").get(ClioOperation.create)));
    }

    private void add(String resource, Operation operation) {
        if (resources.computeIfAbsent(resource, first -> new TreeMap<>()).put(operation.name(), operation) != null) {
            throw new IllegalStateException("Two operations " + operation.name() + " of " + resource);
        }
    }

    private static Operation upload(Operation create) {
        return new Operation(
                ClioOperation.upload,
                create.method(),
                create.path(),
                create.answer(),
                create.selectsFields(),
                create.conditional(),
                create.maxLimit(),
                create.defaultOrder(),
                create.orderKeys(),
                create.parameters(),
                create.requiredParameters(),
                create.body());
    }

    String text() {
        StringBuilder text = new StringBuilder(
                "{\n\"source\": \"Clio's OpenAPI document of API v4; written by CatalogueDerivationTest\",\n\"resources\": [\n");
        text.append(resources.keySet().stream().map(this::resource).collect(Collectors.joining(",\n")));
        text.append("\n],\n\"records\": {\n");
        text.append(reached().stream()
                .map(type -> json(type) + ": " + json(types.get(type)))
                .collect(Collectors.joining(",\n")));
        return text.append("\n}\n}\n").toString();
    }

    private String resource(String path) {
        return "  {\"path\": " + json(path) + ", \"entity\": " + json(entity(path)) + ", \"record\": "
                + json(records.get(path)) + ", \"operations\": [\n"
                + resources.get(path).values().stream()
                        .map(operation -> "    " + json(operation).replace(",\"body\":{}", ""))
                        .collect(Collectors.joining(",\n"))
                + "]}";
    }

    private static String entity(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return ENTITIES.getOrDefault(path, last.replaceFirst("ies$", "y").replaceFirst("(?<=ss)es$|(?<!s)s$", ""));
    }

    /** The types of the resources' records and of what is nested in them, one level deep. */
    private Set<String> reached() {
        Set<String> reached = new LinkedHashSet<>(records.values());
        records.values().forEach(type -> types.get(type).values().stream()
                .map(kind -> kind.replace("[]", ""))
                .filter(types::containsKey)
                .forEach(reached::add));
        return reached.stream().sorted(Comparator.naturalOrder()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
