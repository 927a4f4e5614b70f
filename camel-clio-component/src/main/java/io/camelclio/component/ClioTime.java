package io.camelclio.component;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The times in Clio's records, such as {@code 2026-03-02T07:00:00-08:00} (Clio, specification of its API, format
 * {@code date-time}). Every record has one that is read, and java.time's parser took longer than the JSON around it, so the usual
 * form is read by its places.
 */
final class ClioTime {

    private static final String UTC = "0000-00-00T00:00:00Z";
    private static final String WITH_OFFSET = "0000-00-00T00:00:00+00:00";
    private static final int OFFSET = UTC.length() - 1;

    private ClioTime() {}

    /** @throws DateTimeException when it is no time with an offset as ISO 8601 has it */
    static Instant parse(String text) {
        if (hasForm(text, UTC) || hasForm(text, WITH_OFFSET)) {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19))
                    .toInstant(offset(text));
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    /** Whether there are digits where the form has zeroes, either sign where it has a plus, and else the same. */
    private static boolean hasForm(String text, String form) {
        if (text.length() != form.length()) {
            return false;
        }
        for (int at = 0; at < form.length(); at++) {
            char is = text.charAt(at);
            boolean fits =
                    switch (form.charAt(at)) {
                        case '0' -> is >= '0' && is <= '9';
                        case '+' -> is == '+' || is == '-';
                        default -> is == form.charAt(at);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static ZoneOffset offset(String text) {
        if (text.length() == UTC.length()) {
            return ZoneOffset.UTC;
        }
        int sign = text.charAt(OFFSET) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(
                sign * number(text, OFFSET + 1, OFFSET + 3), sign * number(text, OFFSET + 4, OFFSET + 6));
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }
}
