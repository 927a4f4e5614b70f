package io.camelclio.testkit.clio.listing;

import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.catalogue.RecordType;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.Times;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Query parameters that compare a time or date of a record with a given one. Whether an end is part of the range is
 * taken from Clio's OpenAPI document: "on or after" and "since" are, "after" and "before" are not.
 */
final class TimeRange {

    private record Bound(String field, IntPredicate comparison) {}

    private static final Map<String, Bound> BOUNDS = Map.ofEntries(
            from("start_date", "date"),
            to("end_date", "date"),
            from("from", "end_at"),
            to("to", "start_at"),
            from("due_at_from", "due_at"),
            to("due_at_to", "due_at"),
            after("due_after", "due_at"),
            before("due_before", "due_at"),
            after("issued_after", "issued_at"),
            before("issued_before", "issued_at"),
            after("last_sent_start_date", "last_sent_at"),
            before("last_sent_end_date", "last_sent_at"),
            from("received_since", "received_at"),
            before("received_before", "received_at"),
            before("created_before", "created_at"),
            from("submitted_after", "submitted_date"),
            to("submitted_before", "submitted_date"),
            after("last_paid_start_date", "last_payment_date"),
            before("last_paid_end_date", "last_payment_date"),
            after("newest_bill_due_start_date", "newest_issued_bill_due_date"),
            before("newest_bill_due_end_date", "newest_issued_bill_due_date"));

    private static final Pattern OPERATOR = Pattern.compile("(>=|<=|>|<|=)(.+)");

    private TimeRange() {}

    /** The condition a parameter such as {@code issued_after} means, or empty if it is none of these. */
    static Optional<Predicate<ClioRecord>> of(RecordType type, String name, String value) {
        return Optional.ofNullable(BOUNDS.get(name))
                .filter(bound -> type.has(bound.field))
                .map(bound -> condition(name, value, bound));
    }

    /** The condition of one value with an operator, such as {@code >=2026-01-01}. */
    static Predicate<ClioRecord> compared(String name, String field, String value) {
        Matcher operator = OPERATOR.matcher(value);
        if (!operator.matches()) {
            throw invalid(name, value);
        }
        IntPredicate comparison =
                switch (operator.group(1)) {
                    case ">" -> order -> order > 0;
                    case ">=" -> order -> order >= 0;
                    case "<" -> order -> order < 0;
                    case "<=" -> order -> order <= 0;
                    default -> order -> order == 0;
                };
        return condition(name, operator.group(2), new Bound(field, comparison));
    }

    private static Predicate<ClioRecord> condition(String name, String value, Bound bound) {
        Instant given = Times.read(value).orElseThrow(() -> invalid(name, value));
        return record -> Times.read(record.fields().path(bound.field).asText())
                .filter(time -> bound.comparison.test(time.compareTo(given)))
                .isPresent();
    }

    private static ApiError invalid(String name, String value) {
        return ApiError.badArgument("'" + value + "' is not a valid value of " + name);
    }

    private static Map.Entry<String, Bound> from(String name, String field) {
        return Map.entry(name, new Bound(field, order -> order >= 0));
    }

    private static Map.Entry<String, Bound> to(String name, String field) {
        return Map.entry(name, new Bound(field, order -> order <= 0));
    }

    private static Map.Entry<String, Bound> after(String name, String field) {
        return Map.entry(name, new Bound(field, order -> order > 0));
    }

    private static Map.Entry<String, Bound> before(String name, String field) {
        return Map.entry(name, new Bound(field, order -> order < 0));
    }
}
