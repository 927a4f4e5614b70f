package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Query.Parameter;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Which rows a client asks for. Names are taken in any case; the bounds are those of the API reference for
 * GET /activitycodes.
 *
 * @param offset rows to skip
 * @param limit the most rows to return; 500 if the client does not say
 * @param updatedSince .NET ticks, or empty for all rows
 */
record PageRequest(int offset, int limit, OptionalLong updatedSince) {

    private static final int HIGHEST_LIMIT = 500;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}");

    static PageRequest parse(Query query) {
        return new PageRequest(
                (int) number(query, "Offset", 0, Integer.MAX_VALUE).orElse(0),
                (int) number(query, "Limit", 1, HIGHEST_LIMIT).orElse(HIGHEST_LIMIT),
                number(query, "UpdatedSince", 0, Ticks.MAX));
    }

    private static OptionalLong number(Query query, String name, long lowest, long highest) {
        List<String> values = query.parameters().stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .toList();
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        String value = String.join(",", values);
        long number = parsed(value);
        if (number < lowest || number > highest) {
            throw new InvalidParameter(name, value, lowest, highest);
        }
        return OptionalLong.of(number);
    }

    /** The number, or one below every bound for what is none. */
    private static long parsed(String value) {
        try {
            return NUMBER.matcher(value).matches() ? Long.parseLong(value) : Long.MIN_VALUE;
        } catch (NumberFormatException tooLarge) {
            return Long.MIN_VALUE;
        }
    }

    PageRequest at(int otherOffset) {
        return new PageRequest(otherOffset, limit, updatedSince);
    }

    /** The query of a link in the answer; Smokeball writes the names in lower case there. */
    String asQuery(boolean withFilters) {
        String query = "?offset=" + offset + "&limit=" + limit;
        return withFilters && updatedSince.isPresent() ? query + "&updatedsince=" + updatedSince.getAsLong() : query;
    }
}
