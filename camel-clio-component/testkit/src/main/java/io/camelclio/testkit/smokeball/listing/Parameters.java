package io.camelclio.testkit.smokeball.listing;

import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Query.Parameter;
import io.camelclio.testkit.smokeball.api.InvalidParameter;
import io.camelclio.testkit.smokeball.records.Ticks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The query of a list as Smokeball reads it: names in any case, values strictly. */
final class Parameters {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}");
    private static final Pattern WHOLE_SECONDS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    private static final String CURSOR = "cursor-";

    private final Query query;

    Parameters(Query query) {
        this.query = query;
    }

    /** The text that a {@code Cursor} parameter takes for a time; its form is our choice. */
    static String cursor(long ticks) {
        return CURSOR + Long.toHexString(ticks);
    }

    List<String> all(String name) {
        return query.parameters().stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .toList();
    }

    /** The only value, or all of them as one that is not valid. */
    Optional<String> one(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }

    boolean has(String name) {
        return !all(name).isEmpty();
    }

    boolean flag(String name) {
        String value = one(name).orElse("false").toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw new InvalidParameter(name, value, "true or false");
        }
        return value.equals("true");
    }

    OptionalLong number(String name, long lowest, long highest) {
        Optional<String> value = one(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        long number = parsed(value.get());
        if (number < lowest || number > highest) {
            throw new InvalidParameter(name, value.get(), "a whole number from " + lowest + " to " + highest);
        }
        return OptionalLong.of(number);
    }

    /** Whole seconds; fractions are refused (seen on staging), and so is a zone where there must be none. */
    Optional<Instant> time(String name, boolean zone) {
        return one(name).map(value -> {
            String local = zone && value.endsWith("Z") ? value.substring(0, value.length() - 1) : value;
            try {
                if (WHOLE_SECONDS.matcher(local).matches()) {
                    return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC);
                }
            } catch (DateTimeException noSuchDay) {
                // Refused below.
            }
            throw new InvalidParameter(
                    name, value, "written like 2022-04-23T14:00:00" + (zone ? "Z" : " without a zone"));
        });
    }

    OptionalLong ticks(String name) {
        return number(name, 0, Ticks.MAX);
    }

    /** Ticks, or a time without a zone. */
    OptionalLong ticksOrTime(String name) {
        boolean ticks =
                one(name).filter(value -> NUMBER.matcher(value).matches()).isPresent();
        return ticks ? ticks(name) : ticksOf(time(name, false));
    }

    OptionalLong ticksOfTime(String name) {
        return ticksOf(time(name, true));
    }

    OptionalLong ticksOfCursor(String name) {
        Optional<String> value = one(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            if (value.get().startsWith(CURSOR)) {
                return OptionalLong.of(Long.parseLong(value.get().substring(CURSOR.length()), 16));
            }
        } catch (NumberFormatException foreign) {
            // Refused below.
        }
        throw new InvalidParameter(name, value.get(), "a cursor of a files.updated event");
    }

    private static OptionalLong ticksOf(Optional<Instant> time) {
        return time.map(Ticks::of).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** The number, or one below every bound for what is none. */
    private static long parsed(String value) {
        try {
            return NUMBER.matcher(value).matches() ? Long.parseLong(value) : Long.MIN_VALUE;
        } catch (NumberFormatException tooLarge) {
            return Long.MIN_VALUE;
        }
    }
}
