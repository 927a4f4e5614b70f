package io.camelclio.component.webhook.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each reason to refuse, and not the next one before {@link #INTERVAL} is over, however many requests anybody
 * sends. What was not told is counted and told with the next line. Quotes nothing of a request.
 */
final class RefusalLog {

    static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final String model;
    private final String connection;
    private final Clock clock;
    private final Map<Verdict, Told> told = new EnumMap<>(Verdict.class);

    RefusalLog(String model, String connection, Clock clock) {
        this.model = model;
        this.connection = connection;
        this.clock = clock;
    }

    void refused(Verdict why) {
        long untold = untold(why);
        if (untold > 0) {
            LOG.warn(
                    "A request to the webhook for {} of connection '{}' was answered {}: it {} ({} such since the last"
                            + " line of this kind, the next one comes in {} min at the earliest)",
                    model,
                    connection,
                    why.answer().status(),
                    why.words(),
                    untold,
                    INTERVAL.toMinutes());
        }
    }

    /** How many to tell of now, this one included; none within the interval. */
    private synchronized long untold(Verdict why) {
        Told before = told.getOrDefault(why, Told.NEVER);
        Instant now = clock.instant();
        boolean due = !now.isBefore(before.at().plus(INTERVAL));
        long count = before.since() + 1;
        told.put(why, due ? new Told(now, 0) : new Told(before.at(), count));
        return due ? count : 0;
    }

    /**
     * The last line of one reason.
     *
     * @param since how many came since
     */
    private record Told(Instant at, long since) {
        static final Told NEVER = new Told(Instant.EPOCH, 0);
    }
}
