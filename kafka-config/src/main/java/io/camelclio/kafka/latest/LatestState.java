package io.camelclio.kafka.latest;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.util.Map;

/** Skeleton: signatures only, being filled in. */
public final class LatestState implements AutoCloseable {

    /** The longest time that {@link #close} takes. */
    public static final Duration STOP_TIME = Duration.ofSeconds(10);

    /**
     * The latest state of one cluster; nothing is sent yet.
     *
     * @param client settings with {@link io.camelclio.kafka.clients.ClientUse#STREAMING}
     */
    public LatestState(LatestTopics topics, ClientSettings client) {
        throw new UnsupportedOperationException("Not there yet: " + topics + client);
    }

    /** Starts in the background and returns at once; missing topics are waited for and told by {@link #status}. */
    public void start() {}

    /** Stops, and hands the partitions over to other copies; bounded by {@link #STOP_TIME}. Can be started again. */
    @Override
    public void close() {}

    /** How it is; never waits. */
    public LatestStatus status() {
        return null;
    }

    /** Changes that are not taken yet, in the whole group, by change topic; topics not yet looked at are left out. */
    public Map<String, Long> lag() {
        return Map.of();
    }

    /** What has become of the changes. */
    public LatestCounts counts() {
        return null;
    }
}
