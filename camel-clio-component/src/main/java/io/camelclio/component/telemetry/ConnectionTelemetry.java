package io.camelclio.component.telemetry;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is told what happens on one connection, and what is known of it. Lives from the connection's start to its stop. */
public final class ConnectionTelemetry {

    private final Clock clock;
    private final Set<ObservedPoll> polls = ConcurrentHashMap.newKeySet();

    /** @param clock the time of day, which lags are measured on */
    public ConnectionTelemetry(Clock clock) {
        this.clock = clock;
    }

    /**
     * A poll starts. Two polls of one resource share its meters.
     *
     * @param resource the resource's path in the catalogue
     * @param upTo whatever Clio changed before is known already; null when nothing is, and the lag counts from now
     * @return who is told how it goes, and is closed when it stops
     */
    public PollObserver poll(String resource, Instant upTo) {
        ObservedPoll poll = new ObservedPoll(resource, upTo == null ? clock.instant() : upTo, clock, polls::remove);
        polls.add(poll);
        return poll;
    }

    /** The polls that run now. */
    public List<PollState> polls() {
        return polls.stream().map(ObservedPoll::state).toList();
    }
}
