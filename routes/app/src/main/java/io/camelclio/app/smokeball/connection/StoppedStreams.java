package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.rate.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The streams that Smokeball refuses with a fresh token too: none of them is asked for again for a while, longer each time, and others go on.
 * What is stopped stays known until an answer is good again.
 */
final class StoppedStreams {

    private static final int MOST = 200;

    /** How long a refused stream is left alone: what a person puts right shows without a restart. */
    private static final Backoff STOPS = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(15), () -> 1);

    private final Clock clock;
    private final Map<ResourceName, Stop> stops = new LinkedHashMap<>();

    StoppedStreams(Clock clock) {
        this.clock = clock;
    }

    /** @return whether it was not known as stopped before */
    synchronized boolean stop(ResourceName stream, int status, Refusal refusal) {
        Instant now = clock.instant();
        Stop before = stops.get(stream);
        if (before == null && stops.size() == MOST) {
            return false;
        }
        int times = before == null ? 0 : before.times() + 1;
        Instant since = before == null ? now : before.since();
        stops.put(stream, new Stop(stream, status, refusal, times, since, now.plus(STOPS.pause(times))));
        return before == null;
    }

    /** @return whether it was stopped */
    synchronized boolean goOn(ResourceName stream) {
        return stops.remove(stream) != null;
    }

    /** Why a stream is not asked for now; empty when it is. */
    synchronized Optional<Stop> stopOf(ResourceName stream) {
        return Optional.ofNullable(stops.get(stream))
                .filter(stop -> clock.instant().isBefore(stop.until()));
    }

    synchronized List<Stop> all() {
        return List.copyOf(stops.values());
    }

    /**
     * A stream that is refused.
     *
     * @param times how often it was refused again after a stop
     * @param since the first refusal, on the connection's steady clock
     * @param until when it is asked for again
     */
    record Stop(ResourceName stream, int status, Refusal refusal, int times, Instant since, Instant until) {

        /** In words, with the remedy. */
        String reason() {
            return "GET " + stream + " was answered " + status + ", with a fresh token too: " + refusal.remedy();
        }
    }
}
