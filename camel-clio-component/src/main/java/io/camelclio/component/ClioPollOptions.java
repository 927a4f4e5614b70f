package io.camelclio.component;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How a list is polled for changes. */
@UriParams
public class ClioPollOptions {

    @UriParam(
            description =
                    "How long before the end of the last read the next one begins, so that records which Clio shows"
                            + " late are seen. What it reads again is not published again.",
            label = "consumer",
            javaType = "java.time.Duration",
            defaultValue = "60000")
    private long overlap = 60_000;

    @UriParam(
            description = "The most records that may be in the route at the same time.",
            label = "consumer",
            defaultValue = "64")
    private int maxInFlight = 64;

    @UriParam(
            description = "How long the route may take for one record before the read is given up and started again.",
            label = "consumer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "180000")
    private long routeTimeout = 180_000;

    @UriParam(
            description =
                    "Name of the memory of confirmed changes. What one consumer has confirmed is skipped by the others"
                            + " with the same memory, so name it after the place they all write to. Each endpoint has its own when"
                            + " not set.",
            label = "consumer")
    private String memory;

    @UriParam(
            description =
                    "Name under which the end of the last read is kept. Two polls of one list, by different filters"
                            + " say, need one each.",
            label = "consumer",
            defaultValue = "clio/<connection>/<resource>")
    private String cursor;

    @UriParam(
            description =
                    "Where the end of the last read is kept. Without it, the only repository of the registry is used;"
                            + " without that, the memory, so that a restart reads everything again.",
            label = "consumer")
    private StateRepository<String, String> stateRepository;

    public long getOverlap() {
        return overlap;
    }

    public void setOverlap(long overlap) {
        this.overlap = overlap;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public long getRouteTimeout() {
        return routeTimeout;
    }

    public void setRouteTimeout(long routeTimeout) {
        this.routeTimeout = routeTimeout;
    }

    public String getMemory() {
        return memory;
    }

    public void setMemory(String memory) {
        this.memory = memory;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }
}
