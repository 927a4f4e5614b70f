package io.camelclio.component;

import io.camelclio.pull.progress.KnownRecords;
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

    @UriParam(description = LastingMemory.MEMORY, label = "consumer")
    private String memory;

    @UriParam(
            description =
                    "Name under which the end of the last read is kept, and the progress of one that is under way. Two polls of one list, by different filters"
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

    @UriParam(
            description =
                    "Where the first read begins: beginning for all records, now for none of those that are there, or a"
                            + " date or time such as 2026-03-01 or 2026-03-01T12:00:00Z for what changed since. Once a"
                            + " read has come to its end, its cursor counts instead.",
            label = "consumer",
            defaultValue = "beginning")
    private String since = "beginning";

    @UriParam(
            description = "What one exchange is made of: a record that is new or changed, or all of them of one page."
                    + " Pages go through the route one at a time. What is deleted, by includeDeleted or because it"
                    + " vanished from a full read, comes by itself either way, as an event of its own.",
            label = "consumer",
            defaultValue = "record")
    private ClioExchangeOf exchangeOf = ClioExchangeOf.record;

    @UriParam(
            description =
                    "How changes are found: by asking for what was updated since the last read, where Clio's list can"
                            + " be asked so, or by reading the list whole and comparing it with what is known. A full"
                            + " read takes a record that was missing from two whole reads, and was met by none in"
                            + " between, for deleted; a read that met an unreadable record, or no record at all, says nothing about what is missing.",
            label = "consumer",
            defaultValue = "auto")
    private ClioChangeDetection changes = ClioChangeDetection.auto;

    @UriParam(
            description = "Whether records in Clio's trash are asked for too and reach the route as deleted. Only"
                    + " documents and folders have one; elsewhere the option is refused.",
            label = "consumer")
    private boolean includeDeleted;

    @UriParam(
            description =
                    "Where full reads keep what was confirmed. Without it, the only bean of its type in the registry"
                            + " that keeps this list is used; without that, the memory, so that a restart hands over"
                            + " everything again and does not see what vanished meanwhile.",
            label = "consumer,advanced")
    private KnownRecords knownRecords;

    @UriParam(
            description = "The most records that full reads keep in memory. A list with more of them is an error.",
            label = "consumer,advanced",
            defaultValue = "100000")
    private int maxKnownRecords = 100_000;

    @UriParam(
            description = "For how long no poll may succeed, and no long read get on, before its health check is down."
                    + " 15 minutes or twice the longest pause between polls, whichever is longer, when not set; with"
                    + " scheduler.cron never, so set it there.",
            label = "consumer,advanced",
            javaType = "java.time.Duration")
    private long staleAfter;

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

    public String getSince() {
        return since;
    }

    public void setSince(String since) {
        this.since = since;
    }

    public ClioExchangeOf getExchangeOf() {
        return exchangeOf;
    }

    public void setExchangeOf(ClioExchangeOf exchangeOf) {
        this.exchangeOf = exchangeOf;
    }

    public ClioChangeDetection getChanges() {
        return changes;
    }

    public void setChanges(ClioChangeDetection changes) {
        this.changes = changes;
    }

    public boolean isIncludeDeleted() {
        return includeDeleted;
    }

    public void setIncludeDeleted(boolean includeDeleted) {
        this.includeDeleted = includeDeleted;
    }

    public KnownRecords getKnownRecords() {
        return knownRecords;
    }

    public void setKnownRecords(KnownRecords knownRecords) {
        this.knownRecords = knownRecords;
    }

    public int getMaxKnownRecords() {
        return maxKnownRecords;
    }

    public void setMaxKnownRecords(int maxKnownRecords) {
        this.maxKnownRecords = maxKnownRecords;
    }

    public long getStaleAfter() {
        return staleAfter;
    }

    public void setStaleAfter(long staleAfter) {
        this.staleAfter = staleAfter;
    }
}
