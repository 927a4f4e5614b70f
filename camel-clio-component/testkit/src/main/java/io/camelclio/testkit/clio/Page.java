package io.camelclio.testkit.clio;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One page cut out of a sorted list. Sorted by ascending id the token remembers the last id (Clio's cursor mode, stable
 * under inserts and deletes); in any other order it remembers how many records went before.
 *
 * @param records the records of this page
 * @param next the token of the next page, empty on the last one
 */
record Page(List<ClioRecord> records, Optional<String> next) {

    private static final String AFTER = "after:";
    private static final String SKIP = "skip:";

    static Page cut(List<ClioRecord> sorted, boolean cursor, int limit, Optional<String> token) {
        int from = token.map(text -> from(sorted, cursor, text)).orElse(0);
        int to = Math.min(sorted.size(), from + limit);
        List<ClioRecord> records = from < to ? sorted.subList(from, to) : List.of();
        boolean last = to >= sorted.size();
        return new Page(records, last ? Optional.empty() : Optional.of(write(sorted, cursor, to)));
    }

    private static int from(List<ClioRecord> sorted, boolean cursor, String token) {
        long number = read(token, cursor ? AFTER : SKIP);
        if (!cursor) {
            return (int) Math.min(number, sorted.size());
        }
        int from = 0;
        while (from < sorted.size() && sorted.get(from).id() <= number) {
            from++;
        }
        return from;
    }

    private static long read(String token, String kind) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(kind)) {
                return Math.max(0, Long.parseLong(text.substring(kind.length())));
            }
        } catch (IllegalArgumentException foreign) {
            // Refused below, like a token of another order.
        }
        throw ApiError.badArgument("page_token is invalid");
    }

    private static String write(List<ClioRecord> sorted, boolean cursor, int to) {
        String text = cursor ? AFTER + sorted.get(to - 1).id() : SKIP + to;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
