package io.camelclio.component;

import io.camelclio.component.catalogue.Operation;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The smallest bodies that Clio accepts: what an operation requires, with values of the right kind. */
final class SampleBodies {

    private static final Pattern RECORD = Pattern.compile("@([a-z_/]+(\\{[a-z_]+}[a-z_/]+)?)");

    /** Values by the name of the field; {@code @contacts} stands for the id of a contact that exists. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("activity", "{\"id\":@activities}"),
            Map.entry("amount", "250.00"),
            Map.entry("approved", "true"),
            Map.entry("assignee", "{\"id\":@users,\"type\":\"User\"}"),
            Map.entry("bank_account", "{\"id\":@bank_accounts}"),
            Map.entry("calendar_owner", "{\"id\":@calendars}"),
            Map.entry("client", "{\"id\":@contacts}"),
            Map.entry("client_id", "@contacts"),
            Map.entry("contact", "{\"id\":@contacts}"),
            Map.entry("currency", "{\"id\":@currencies}"),
            Map.entry("date", "\"2026-03-01\""),
            Map.entry("destination_account", "{\"id\":@bank_accounts}"),
            Map.entry("document_template", "{\"id\":@document_templates}"),
            Map.entry("due_date", "\"2026-03-31\""),
            Map.entry("duration", "3600"),
            Map.entry("end_at", "\"2026-03-01T13:00:00Z\""),
            Map.entry("fields", "\"id\""),
            Map.entry("file", "\"eA==\""),
            Map.entry("format", "\"pdf\""),
            Map.entry("formats", "[\"pdf\"]"),
            Map.entry("in_treatment", "true"),
            Map.entry("issue_date", "\"2026-03-01\""),
            Map.entry("item", "{\"id\":@documents,\"type\":\"Document\"}"),
            Map.entry("items", "[{\"id\":@documents,\"type\":\"Document\"}]"),
            Map.entry("jurisdiction", "{\"id\":@court_rules/jurisdictions}"),
            Map.entry("matter", "{\"id\":@matters}"),
            Map.entry("matter_id", "@matters"),
            Map.entry("medical_provider_id", "@contacts"),
            Map.entry("model", "\"matter\""),
            Map.entry("notification_method", "{\"id\":1}"),
            Map.entry("options", "{}"),
            Map.entry("parent", "{\"id\":@matters,\"type\":\"Matter\"}"),
            Map.entry("received_at", "\"2026-03-01T12:00:00Z\""),
            Map.entry("receivers", "[{\"id\":@contacts,\"type\":\"Contact\"}]"),
            Map.entry("report_preset_id", "@report_presets"),
            Map.entry("start_at", "\"2026-03-01T12:00:00Z\""),
            Map.entry("start_date", "\"2026-03-01\""),
            Map.entry("target_url", "\"https://app.example/\""),
            Map.entry("trigger", "{\"id\":1}"),
            Map.entry("trust_amount", "100.00"),
            Map.entry("ui_reference", "\"matters/show\""),
            Map.entry("url", "\"https://receiver.example/\""));

    /** Fields of one name that mean something else in another resource. */
    private static final Map<String, String> SPECIAL = Map.of(
            "clio_payments/links subject", "{\"id\":@matters,\"type\":\"Matter\"}",
            "reminders subject", "{\"id\":@tasks,\"type\":\"Task\"}",
            "court_rules/matter_dockets trigger", "{\"id\":@court_rules/jurisdictions/{jurisdiction_id}/triggers}");

    private static final String UPLOADED = "{\"fully_uploaded\":true,\"filename\":\"x.pdf\",\"uuid\":\"x\"}";

    private final ClioSandbox clio;
    private int labels;

    SampleBodies(ClioSandbox clio) {
        this.clio = clio;
    }

    /** A body for a create or copy of the resource. */
    String required(String path, Operation operation) {
        Set<String> needed = new TreeSet<>(operation.body().required());
        if (path.equals("document_templates")) {
            needed.add("filename");
        }
        return needed.stream()
                .map(name -> "\"" + name + "\":" + value(path, name))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String value(String path, String name) {
        if (name.equals("label")) {
            return "\"Label " + ++labels + "\"";
        }
        String value = SPECIAL.getOrDefault(path + " " + name, VALUES.getOrDefault(name, "\"x\""));
        Matcher record = RECORD.matcher(value);
        return record.replaceAll(found -> String.valueOf(someRecordOf(found.group(1))));
    }

    /** The id of a record that is there, or made for the purpose; one under a parent is made under the first. */
    long someRecordOf(String path) {
        int brace = path.indexOf("/{");
        if (brace >= 0) {
            // The sandbox calls the document's id as Clio's document does.
            return clio.records(path.replace("{document_id}", "{id}"))
                    .createUnder(someRecordOf(path.substring(0, brace)), path.endsWith("versions") ? UPLOADED : "{}")
                    .id();
        }
        return clio.records(path).all().stream().findFirst().map(ClioRecord::id).orElseGet(() -> clio.records(path)
                .create("{}")
                .id());
    }
}
