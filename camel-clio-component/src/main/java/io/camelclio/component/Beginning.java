package io.camelclio.component;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Where the first read of a list begins: at the beginning of all records, now, or at a time. Once a read has come to its
 * end, the watermark counts instead.
 */
public final class Beginning {

    private static final String OF_ALL = "beginning";
    private static final String NOW = "now";

    private final String text;
    private final Instant time;

    private Beginning(String text, Instant time) {
        this.text = text;
        this.time = time;
    }

    /** @throws IllegalArgumentException naming the option and what is allowed */
    public static Beginning parse(String text) {
        if (text.equals(OF_ALL) || text.equals(NOW)) {
            return new Beginning(text, null);
        }
        try {
            return new Beginning(text, time(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Option since is '" + text + "'; allowed are " + OF_ALL + ", " + NOW
                    + ", a date such as 2026-03-01 (UTC) and a time such as 2026-03-01T12:00:00Z");
        }
    }

    private static Instant time(String text) {
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    public boolean isOfAll() {
        return text.equals(OF_ALL);
    }

    public boolean isNow() {
        return text.equals(NOW);
    }

    /** Empty for the beginning of all records, and for now. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    @Override
    public String toString() {
        return text;
    }
}
