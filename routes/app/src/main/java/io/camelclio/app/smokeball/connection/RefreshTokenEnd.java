package io.camelclio.app.smokeball.connection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a refresh token ends. Its end is fixed at the consent, 30 days later unless more was asked for; no answer tells it
 * and use does not move it (Smokeball, "Authentication"), so that a person has to.
 */
public record RefreshTokenEnd(Instant at) {

    /** How long before the end a new consent is asked for. */
    static final Duration WARNING = Duration.ofDays(7);

    /**
     * Reads a day, whose beginning counts, or a time.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static RefreshTokenEnd parse(String text) {
        try {
            return new RefreshTokenEnd(
                    text.contains("T")
                            ? Instant.parse(text)
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "allowed is a day such as 2026-12-24, or a time such as 2026-12-24T12:00:00Z");
        }
    }

    Duration left(Instant now) {
        return Duration.between(now, at);
    }

    /** What a person has to know now; empty while the end is far. */
    Optional<String> warning(Instant now) {
        Duration left = left(now);
        if (left.compareTo(WARNING) > 0) {
            return Optional.empty();
        }
        String when = left.isNegative() ? "should have ended on " + at : "ends on " + at + ", in " + inWords(left);
        return Optional.of("The refresh token " + when + "; let a user consent again and set refreshTokenEnd anew");
    }

    private static String inWords(Duration left) {
        return left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
    }
}
