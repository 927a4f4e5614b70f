package io.camelclio.kafka.leadership;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The times of a lock, which have to fit each other: beats fit into a session, and the group waits for a member that
 * steps down at least as long as the member's term can last.
 *
 * @param session without a sign of life for so long, the broker gives the partition to another
 * @param beat time between two signs of life
 * @param patience how long the group waits for a member that is to give up the partition
 */
record LeadingTimes(Duration session, Duration beat, Duration patience) {

    LeadingTimes {
        require(
                beat.multipliedBy(2).compareTo(session) <= 0,
                "heartbeat.interval.ms=%d must be at most half of session.timeout.ms=%d"
                        .formatted(beat.toMillis(), session.toMillis()));
        require(
                session.compareTo(patience) <= 0,
                "max.poll.interval.ms=%d must be at least session.timeout.ms=%d"
                        .formatted(patience.toMillis(), session.toMillis()));
    }

    static LeadingTimes of(ClientSettings settings) {
        return new LeadingTimes(
                millis(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                millis(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                millis(settings, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
    }

    /** How long a confirmation holds: less than the session, because two clocks need not run alike. */
    Duration term() {
        return session.multipliedBy(9).dividedBy(10);
    }

    /** How long those who do the leader's work are waited for when the lock moves. */
    Duration stepDown() {
        return session.dividedBy(2);
    }

    private static Duration millis(ClientSettings settings, String name) {
        try {
            return Duration.ofMillis(Long.parseLong(settings.get(name)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Setting %s for leading must be a number of milliseconds, was '%s'"
                    .formatted(name, settings.get(name)));
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("The settings for leading do not fit each other: " + message);
        }
    }
}
