package io.camelclio.testkit.smokeball.listing;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.smokeball.api.InvalidParameter;
import io.camelclio.testkit.smokeball.catalogue.Filter;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.catalogue.Since;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which rows a list's parameters select, the collection's defaults included. */
final class Selection {

    private static final int LOCAL_LENGTH = 19;

    private final Resource resource;
    private final ListBehaviour behaviour;
    private final Clock clock;

    Selection(Resource resource, ListBehaviour behaviour, Clock clock) {
        this.resource = resource;
        this.behaviour = behaviour;
        this.clock = clock;
    }

    /** @throws InvalidParameter if a value is not one that Smokeball takes */
    Predicate<RecordVersion> of(Parameters parameters) {
        requireExclusive(parameters);
        Predicate<RecordVersion> selected = row -> true;
        for (Since since : resource.since()) {
            selected = selected.and(updated(since, parameters));
        }
        for (Filter filter : resource.filters()) {
            selected = selected.and(matching(filter, parameters));
        }
        return selected;
    }

    private void requireExclusive(Parameters parameters) {
        List<String> exclusive = resource.since().stream()
                .filter(Since::exclusive)
                .map(Since::name)
                .filter(parameters::has)
                .toList();
        if (exclusive.size() > 1) {
            throw new InvalidParameter(
                    exclusive.get(1),
                    parameters.one(exclusive.get(1)).orElseThrow(),
                    "left out beside " + exclusive.get(0));
        }
    }

    private Predicate<RecordVersion> updated(Since since, Parameters parameters) {
        if (since.deprecated() && parameters.has(since.name()) && behaviour.deprecation() != Deprecation.TAKEN) {
            if (behaviour.deprecation() == Deprecation.IGNORED) {
                return row -> true;
            }
            throw new InvalidParameter(
                    since.name(), parameters.one(since.name()).orElseThrow(), "left out: it is no longer supported");
        }
        OptionalLong bound =
                switch (since.form()) {
                    case TICKS -> parameters.ticks(since.name());
                    case ISO -> parameters.ticksOfTime(since.name());
                    case LOCAL -> parameters.ticksOrTime(since.name());
                    case CURSOR -> parameters.ticksOfCursor(since.name());
                };
        return row -> bound.isEmpty() || behaviour.includes(row.updatedTicks(), bound.getAsLong());
    }

    private Predicate<RecordVersion> matching(Filter filter, Parameters parameters) {
        List<String> values = parameters.all(filter.name());
        return switch (filter.kind()) {
            case EQUALS -> row -> values.isEmpty() || any(filter, row, node -> names(node, values));
            case ANYOF -> statuses(filter, values);
            case CONTAINS -> row -> values.isEmpty() || any(filter, row, node -> holds(node, values));
            case HOLDS -> holding(filter, values);
            case TERMIN -> terms(filter, values);
            case EXCLUDES -> {
                boolean excludes = parameters.flag(filter.name());
                yield row -> !excludes || !any(filter, row, JsonNode::booleanValue);
            }
            case FROM -> from(filter, parameters);
            case TO -> {
                Optional<Instant> bound = parameters.time(filter.name(), zoned());
                yield row ->
                        bound.isEmpty() || any(filter, row, node -> !time(node).isAfter(bound.get()));
            }
            case LEADS -> leads(filter, parameters);
            case ONLYLEADS -> {
                parameters.flag(filter.name());
                yield row -> true;
            }
        };
    }

    /** Events want no zone in times (seen on staging). */
    private boolean zoned() {
        return resource.since().stream().noneMatch(since -> since.form() == Since.Form.LOCAL);
    }

    private Predicate<RecordVersion> from(Filter filter, Parameters parameters) {
        Optional<Instant> given = parameters.time(filter.name(), zoned());
        Optional<Instant> bound =
                given.isEmpty() && filter.words().contains("now") ? Optional.of(clock.instant()) : given;
        return row -> bound.isEmpty() || any(filter, row, node -> !time(node).isBefore(bound.get()));
    }

    private Predicate<RecordVersion> statuses(Filter filter, List<String> values) {
        for (String value : values) {
            if (!ListBehaviour.MATTER_STATUSES.contains(value)) {
                throw new InvalidParameter(
                        filter.name(), value, "one of Open, Pending, Closed, Deleted, Cancelled, and may be repeated");
            }
        }
        Set<String> wanted = values.isEmpty() ? behaviour.defaultStatuses() : Set.copyOf(values);
        return row -> any(filter, row, node -> wanted.contains(node.asText()));
    }

    private static Predicate<RecordVersion> holding(Filter filter, List<String> values) {
        Map<String, String> pointers = filter.words().stream()
                .map(word -> word.split("="))
                .collect(Collectors.toMap(sides -> sides[0], sides -> sides[1]));
        for (String value : values) {
            if (!pointers.containsKey(value)) {
                throw new InvalidParameter(filter.name(), value, "one of " + pointers.keySet());
            }
        }
        return row -> values.isEmpty()
                || values.stream()
                        .anyMatch(value -> !row.at(pointers.get(value)).isMissingNode());
    }

    private Predicate<RecordVersion> terms(Filter filter, List<String> values) {
        for (String value : values) {
            int colon = value.indexOf(':');
            if (colon < 0 || !filter.words().contains(value.substring(0, colon))) {
                throw new InvalidParameter(
                        filter.name(), value, "one of " + filter.words() + ", a colon and the text to search for");
            }
        }
        List<String> texts = values.stream()
                .map(value -> value.substring(value.indexOf(':') + 1))
                .toList();
        return row -> texts.isEmpty() || holds(row.fields().toString(), texts);
    }

    private Predicate<RecordVersion> leads(Filter filter, Parameters parameters) {
        String type = parameters
                .one(filter.name())
                .orElseGet(() -> parameters.has("IsLead") && parameters.flag("IsLead") ? "Leads" : "Matters");
        return switch (type) {
            case "Matters" -> row -> !any(filter, row, JsonNode::booleanValue);
            case "Leads" -> row -> any(filter, row, JsonNode::booleanValue);
            case "Matters,Leads" -> row -> true;
            default -> throw new InvalidParameter(filter.name(), type, "Matters, Leads or Matters,Leads");
        };
    }

    private static boolean any(Filter filter, RecordVersion row, Predicate<JsonNode> what) {
        return filter.pointers().stream()
                .map(row::at)
                .filter(node -> !node.isMissingNode())
                .anyMatch(what);
    }

    /** Whether a field, the link it is, or one of the links it lists has one of these values. */
    private static boolean names(JsonNode node, List<String> values) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (names(element, values)) {
                    return true;
                }
            }
            return false;
        }
        String text = node.isObject() ? node.path("id").asText() : node.asText();
        return values.stream().anyMatch(text::equalsIgnoreCase);
    }

    private static boolean holds(JsonNode node, List<String> values) {
        return holds(node.asText(), values);
    }

    private static boolean holds(String text, List<String> values) {
        String lower = text.toLowerCase(Locale.ROOT);
        return values.stream().anyMatch(value -> lower.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** A time in a record, read as UTC. */
    private static Instant time(JsonNode node) {
        return LocalDateTime.parse(node.asText().substring(0, LOCAL_LENGTH)).toInstant(ZoneOffset.UTC);
    }
}
