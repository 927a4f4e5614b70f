package io.camelclio.testkit.clio.records;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as Clio writes them, to the second with the firm's numeric offset, and as it reads them, ISO-8601. */
public final class Times {

    private static final ZoneId FIRM = ZoneId.of("America/New_York");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final Clock clock;

    public Times(Clock clock) {
        this.clock = clock;
    }

    public Instant exactNow() {
        return clock.instant();
    }

    /** To the second, the precision of the vendor. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    public static String write(Instant time) {
        return WRITTEN.format(time.atZone(FIRM));
    }

    /** The second an ISO-8601 text names, or empty if it is none. A date alone means its beginning in UTC. */
    public static Optional<Instant> read(String text) {
        try {
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return Optional.of(time.truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    public static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
    }
}
