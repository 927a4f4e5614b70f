package io.camelclio.testkit.smokeball.listing;

import io.camelclio.testkit.smokeball.catalogue.Filter;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.catalogue.Since;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows of the selected ones a client asks for. The bounds are those of the API reference.
 *
 * @param offset rows to skip
 * @param limit the most rows to return
 * @param filters the other parameters as a link repeats them, each with a leading ampersand
 */
record PageRequest(int offset, int limit, String filters) {

    private static final int HIGHEST_LIMIT = 500;

    static PageRequest parse(Resource resource, Parameters parameters, int defaultLimit) {
        if (!resource.isPaged()) {
            int limit = resource.paging().contains("limit")
                    ? (int) parameters.number("limit", 1, HIGHEST_LIMIT).orElse(Integer.MAX_VALUE)
                    : Integer.MAX_VALUE;
            return new PageRequest(0, limit, "");
        }
        return new PageRequest(
                (int) parameters.number("Offset", 0, Integer.MAX_VALUE).orElse(0),
                (int) parameters.number("Limit", 1, HIGHEST_LIMIT).orElse(defaultLimit),
                filters(resource, parameters));
    }

    private static String filters(Resource resource, Parameters parameters) {
        Stream<String> names = Stream.of(
                        resource.since().stream().map(Since::name),
                        resource.filters().stream().map(Filter::name),
                        Stream.of("Sort", "Fields"))
                .flatMap(each -> each);
        return names.flatMap(name -> parameters.all(name).stream()
                        .map(value -> "&" + name.toLowerCase(Locale.ROOT) + "="
                                + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining());
    }

    PageRequest at(int otherOffset) {
        return new PageRequest(otherOffset, limit, filters);
    }

    <T> List<T> cut(List<T> rows) {
        int from = Math.min(offset, rows.size());
        return rows.subList(from, (int) Math.min((long) from + limit, rows.size()));
    }

    /** The query of a link in the answer; Smokeball writes the names in lower case there. */
    String asQuery(boolean withFilters) {
        return "?offset=" + offset + "&limit=" + limit + (withFilters ? filters : "");
    }
}
