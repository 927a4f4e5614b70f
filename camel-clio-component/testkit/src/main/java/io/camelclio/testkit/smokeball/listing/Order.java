package io.camelclio.testkit.smokeball.listing;

import io.camelclio.testkit.smokeball.api.InvalidParameter;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of rows: that of {@code Sort} where a collection has it, else the chosen one. */
final class Order {

    private static final Pattern KEY = Pattern.compile("(?i)(asc|desc)\\((\\w+)\\)");
    private static final Comparator<RecordVersion> AS_CREATED = Comparator.comparing(RecordVersion::number);
    private static final Comparator<RecordVersion> BY_UPDATE = Comparator.comparing(RecordVersion::updatedTicks);

    private final Resource resource;
    private final RowOrder chosen;
    private final Random random;

    Order(Resource resource, RowOrder chosen, Random random) {
        this.resource = resource;
        this.chosen = chosen;
        this.random = random;
    }

    List<RecordVersion> sorted(List<RecordVersion> rows, Parameters parameters) {
        List<RecordVersion> sorted = new ArrayList<>(rows);
        List<String> keys = resource.sortKeys().isEmpty() ? List.of() : parameters.all("Sort");
        if (keys.isEmpty() && chosen == RowOrder.SHUFFLED) {
            Collections.shuffle(sorted, random);
        } else {
            sorted.sort(keys.isEmpty() ? unasked() : asked(String.join(",", keys)));
        }
        return sorted;
    }

    private Comparator<RecordVersion> unasked() {
        return switch (chosen) {
            case LAST_UPDATE -> BY_UPDATE.thenComparing(AS_CREATED);
            case INSERTION -> AS_CREATED;
            default -> Comparator.comparing(row -> row.key().id());
        };
    }

    private Comparator<RecordVersion> asked(String sort) {
        Comparator<RecordVersion> order = Comparator.comparing(row -> 0);
        for (String key : sort.split(",")) {
            Matcher matcher = KEY.matcher(key.strip());
            if (!matcher.matches()) {
                throw refused(sort);
            }
            Comparator<RecordVersion> next = by(matcher.group(2), sort);
            order = order.thenComparing(matcher.group(1).equalsIgnoreCase("asc") ? next : next.reversed());
        }
        return order.thenComparing(AS_CREATED);
    }

    private Comparator<RecordVersion> by(String key, String sort) {
        String name = resource.sortKeys().stream()
                .filter(key::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> refused(sort));
        return name.toLowerCase(Locale.ROOT).equals("lastupdated")
                ? BY_UPDATE
                : Comparator.comparing(row -> row.at("/" + name).asText());
    }

    private InvalidParameter refused(String sort) {
        return new InvalidParameter("Sort", sort, "asc(key) or desc(key) with one of " + resource.sortKeys());
    }
}
