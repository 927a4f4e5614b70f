package io.camelclio.app.smokeball.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each reason, and not the next one before {@link #INTERVAL} is over, however many requests anybody sends.
 * Quotes nothing of a request.
 */
final class RefusalLog {

    static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final String connection;
    private final Clock clock;
    private final Map<Verdict, Instant> toldAt = new EnumMap<>(Verdict.class);

    RefusalLog(String connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    void tell(Verdict verdict) {
        if (isDue(verdict)) {
            LOG.warn(
                    "A webhook of connection '{}' was answered {}: it {} (the meter smokeball.webhooks counts them; the"
                            + " next line of this kind comes in {} min at the earliest)",
                    connection,
                    verdict.status(),
                    verdict.words(),
                    INTERVAL.toMinutes());
        }
    }

    private synchronized boolean isDue(Verdict verdict) {
        Instant now = clock.instant();
        Instant before = toldAt.get(verdict);
        if (before != null && now.isBefore(before.plus(INTERVAL))) {
            return false;
        }
        toldAt.put(verdict, now);
        return true;
    }
}
