package io.camelclio.testkit.clio.listing;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.catalogue.Field;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.http.Query;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Turns the query of a list request into a condition on records. A parameter the vendor does not document for the
 * resource is refused (our reading), one it documents and the sandbox does not play is answered with 501: nothing is
 * silently ignored.
 */
final class Filters {

    /** Parameters that ask for a field of another name. */
    private static final Map<String, String> ALIASES = Map.of(
            "bill_number", "number",
            "has_court_rule", "court_rule",
            "is_all_day", "all_day",
            "output_format", "format");

    /** Parameters that ask whether a record has a field, true, or not, false. */
    private static final Map<String, String> PRESENCES = Map.of(
            "due_at_present", "due_at",
            "email_only", "primary_email_address",
            "has_time_entries", "time_entries_count",
            "having_time_entries", "time_entries_count",
            "time_entries_present", "time_entries_count");

    /** {@code region} is required for one list, whose records do not show theirs. */
    private static final Set<String> NOT_FILTERS = Set.of(
            "fields",
            "limit",
            "page_token",
            "offset",
            "order",
            "include_deleted",
            "deleted",
            "region",
            "show_uncompleted");

    private final Resource resource;
    private final boolean sinceIsInclusive;

    Filters(Resource resource, boolean sinceIsInclusive) {
        this.resource = resource;
        this.sinceIsInclusive = sinceIsInclusive;
    }

    Predicate<ClioRecord> parse(Query query) {
        resource.list().required().forEach(name -> {
            if (query.first(name).isEmpty()) {
                throw ApiError.badArgument(name + " is required for " + resource.path());
            }
        });
        Predicate<ClioRecord> condition = present(query).and(completed(query));
        for (String name : query.names()) {
            if (!documented(name)) {
                throw ApiError.badArgument("'" + name + "' is not a valid parameter of " + resource.path());
            }
            if (!NOT_FILTERS.contains(name)) {
                condition = condition.and(filter(name, query));
            }
        }
        return condition;
    }

    private Predicate<ClioRecord> present(Query query) {
        if (resource.keepsDeleted()) {
            boolean deleted = query.first("deleted").filter("true"::equals).isPresent();
            return record -> record.trashed() == deleted;
        }
        boolean trash = query.first("include_deleted").filter("true"::equals).isPresent();
        return record -> trash || !record.trashed();
    }

    /** Documents whose first upload is not complete are left out unless they are asked for. */
    private Predicate<ClioRecord> completed(Query query) {
        boolean all = !resource.list().names().contains("show_uncompleted")
                || query.first("show_uncompleted").filter("true"::equals).isPresent();
        return record -> all || !isBeingUploaded(record);
    }

    /** Whether a document has no complete version yet but is to get one. */
    private static boolean isBeingUploaded(ClioRecord document) {
        JsonNode complete = document.fields().path("latest_document_version").path("fully_uploaded");
        return complete.isBoolean()
                && !complete.asBoolean()
                && document.fields().path("size").isMissingNode();
    }

    /** Clio's paging page names {@code offset}, its OpenAPI document does not. */
    private boolean documented(String name) {
        Set<String> names = resource.list().names();
        return switch (name) {
            case "order" -> !resource.orders().isEmpty();
            case "offset" -> names.contains("page_token");
            default -> names.contains(name) || names.contains(name.replaceFirst("\\[[0-9]+]$", ""));
        };
    }

    private Predicate<ClioRecord> filter(String name, Query query) {
        String value = query.first(name).orElseThrow();
        return switch (name) {
            case "ids[]" -> ids(query);
            case "exclude_ids[]" -> record -> !query.all(name).contains(Long.toString(record.id()));
            case "updated_since" -> since(name, value, ClioRecord::updatedAt);
            case "created_since" -> since(name, value, ClioRecord::createdAt);
            case "query" -> record -> mentions(record, value);
            case "complete" ->
                record -> value.equals("true") == text(record, "status").equals("complete");
            case "statuses[]" -> record -> query.all(name).contains(text(record, "status"));
            case "external_property_name" -> record -> hasProperty(record, "name", value);
            case "external_property_value" -> record -> hasProperty(record, "value", value);
            default -> byType(name, query);
        };
    }

    private Predicate<ClioRecord> byType(String name, Query query) {
        String value = query.first(name).orElseThrow();
        String listed = name.endsWith("[]") ? name.substring(0, name.length() - 2) : "";
        if (resource.type().has(listed)) {
            return query.all(name).stream()
                    .map(each -> TimeRange.compared(name, listed, each))
                    .reduce(Predicate::and)
                    .orElseThrow();
        }
        if (resource.name().equals("Activity") && name.equals("status")) {
            return activityStatus(value);
        }
        String counted = PRESENCES.getOrDefault(name, "");
        if (resource.type().has(counted)) {
            boolean wanted = value.equals("true");
            return record -> wanted == isPresent(record.fields().path(counted));
        }
        return TimeRange.of(resource.type(), name, value)
                .orElseGet(() -> equality(ALIASES.getOrDefault(name, name), value));
    }

    private static Predicate<ClioRecord> activityStatus(String value) {
        return switch (value) {
            case "billed" -> record -> isTrue(record, "billed");
            case "draft" -> record -> isTrue(record, "on_bill") && !isTrue(record, "billed");
            case "unbilled" -> record -> !isTrue(record, "on_bill") && !isTrue(record, "billed");
            case "non_billable" -> record -> isTrue(record, "non_billable");
            case "billable" -> record -> !isTrue(record, "non_billable");
            default -> throw ApiError.notPlayed("the status " + value + " of activities");
        };
    }

    /** Neither null nor a count of none. */
    private static boolean isPresent(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !value.asText().equals("0");
    }

    private static boolean isTrue(ClioRecord record, String field) {
        return record.fields().path(field).asBoolean();
    }

    private static boolean hasProperty(ClioRecord record, String key, String value) {
        JsonNode properties = record.fields().path("external_properties");
        return properties.findValuesAsText(key).contains(value);
    }

    private static String text(ClioRecord record, String field) {
        return record.fields().path(field).asText();
    }

    private static Predicate<ClioRecord> ids(Query query) {
        Set<String> ids = new HashSet<>(query.all("ids[]"));
        return record -> ids.contains(Long.toString(record.id()));
    }

    /** Clio's text says "after", its sister product's says "on or after": both can be chosen. */
    private Predicate<ClioRecord> since(String name, String value, Function<ClioRecord, Instant> time) {
        Instant since = Times.read(value)
                .orElseThrow(() -> ApiError.badArgument("'" + value + "' is not a valid value of " + name));
        return record -> {
            int order = time.apply(record).compareTo(since);
            return sinceIsInclusive ? order >= 0 : order > 0;
        };
    }

    private static boolean mentions(ClioRecord record, String text) {
        Iterable<JsonNode> values = record.fields()::elements;
        return StreamSupport.stream(values.spliterator(), false)
                .filter(JsonNode::isValueNode)
                .anyMatch(value -> value.asText().toLowerCase().contains(text.toLowerCase()));
    }

    private Predicate<ClioRecord> equality(String name, String value) {
        Field field = resource.type().fields().get(name);
        if (field != null) {
            String absent = field.kind().equals("boolean") ? "false" : "";
            return record -> value.equalsIgnoreCase(record.fields().hasNonNull(name) ? text(record, name) : absent);
        }
        String association = name.endsWith("_id") ? name.substring(0, name.length() - 3) : "";
        if (resource.type().has(association)) {
            return record ->
                    value.equals(record.fields().path(association).path("id").asText("null"));
        }
        if (resource.type().has(association + "s")) {
            return record -> record.fields()
                    .path(association + "s")
                    .findValuesAsText("id")
                    .contains(value);
        }
        throw ApiError.notPlayed("the parameter " + name + " of " + resource.path());
    }
}
