package io.camelclio.testkit.clio.listing;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.catalogue.RecordType;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sort key and its direction, {@code updated_at(desc)}. Nulls come first and equal keys are sorted by id, so that an
 * order is always total.
 */
record Order(String key, boolean descending) {

    private static final Pattern SYNTAX = Pattern.compile("([a-z_.]+)\\((asc|desc)\\)");

    /**
     * Reads the {@code order} parameter of a resource. Refusing keys the resource does not list is our reading: Clio
     * publishes the allowed values, not what happens to others.
     *
     * @param text the parameter's value; null means the resource's default order
     */
    static Order parse(Resource resource, String text) {
        if (text == null) {
            return new Order(resource.defaultOrder(), false);
        }
        Matcher syntax = SYNTAX.matcher(text);
        if (!syntax.matches() || !lists(resource, syntax.group(1))) {
            throw ApiError.badArgument("order '" + text + "' is not valid for " + resource.path());
        }
        String field = field(resource.type(), syntax.group(1))
                .orElseThrow(() -> ApiError.notPlayed("the order " + text + " of " + resource.path()));
        return new Order(field, syntax.group(2).equals("desc"));
    }

    /** The field a key stands for: its own name, its last word ({@code contact.name}) or {@code client_name}'s path. */
    private static Optional<String> field(RecordType type, String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        String path = key.replaceFirst("_", ".");
        return Stream.of(key, last, path)
                .filter(name -> type.has(name.split("\\.")[0]))
                .findFirst();
    }

    private static boolean lists(Resource resource, String key) {
        boolean any = resource.orders().contains("*") && resource.type().has(key);
        return any || resource.orders().contains(key);
    }

    /** Whether the list is in Clio's cursor mode. */
    boolean cursor() {
        return key.equals("id") && !descending;
    }

    Comparator<ClioRecord> comparator() {
        Comparator<ClioRecord> comparator = key.equals("id")
                ? Comparator.comparingLong(ClioRecord::id)
                : Comparator.comparing(this::value, Order::compare).thenComparingLong(ClioRecord::id);
        return descending ? comparator.reversed() : comparator;
    }

    private JsonNode value(ClioRecord record) {
        return record.fields().at("/" + key.replace('.', '/'));
    }

    private static int compare(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.asText("").compareTo(right.asText(""));
    }
}
