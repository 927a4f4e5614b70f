package io.camelclio.app.smokeball.connection;

/**
 * The meters of a connection to Smokeball, by Micrometer's names; Prometheus writes them with underscores. All carry the
 * tag {@link #CONNECTION}. They are there as long as the connection runs. No tag holds an id of a record.
 */
public final class SmokeballMeters {

    /**
     * Timer: requests to Smokeball, from sending to the end of the answer, by {@link #RESOURCE} and {@link #STATUS}. What
     * is repeated counts each time; those answered 429, 401 and 403 are told by their status.
     */
    public static final String CALLS = "smokeball.calls";

    /** Gauge: calls that may start now, apart from a pause; accounts of one client share them. */
    public static final String BUDGET_REMAINING = "smokeball.budget.remaining";

    /** Gauge: calls that wait for their turn, by {@link #PRIORITY}; accounts of one client share them. */
    public static final String BUDGET_WAITING = "smokeball.budget.waiting";

    /** Timer: how long the calls that were made had waited for their turn, by {@link #PRIORITY}. */
    public static final String BUDGET_WAIT = "smokeball.budget.wait";

    /** Counter: tries to get a new access token, by {@link #OUTCOME}: {@code ok}, {@code refused}, {@code failed}. */
    public static final String TOKEN_REFRESHES = "smokeball.token.refreshes";

    /** Gauge, in seconds: how long ago the access token was given; no number before the first. */
    public static final String TOKEN_AGE = "smokeball.token.age";

    /**
     * Gauge, in seconds: how long the refresh token will still be good, by what the settings say; below 0 when it is over,
     * no number where they say nothing.
     */
    public static final String REFRESH_TOKEN_EXPIRY = "smokeball.refresh_token.expiry";

    /** Gauge: streams that Smokeball refuses with a fresh token too, and that stand still. */
    public static final String STREAMS_STOPPED = "smokeball.streams.stopped";

    /** Tag: the connection's name. */
    public static final String CONNECTION = "connection";

    /** Tag: what was asked for, without account and ids, such as {@code matters/{id}/fees}. */
    public static final String RESOURCE = "resource";

    /** Tag: the HTTP status, {@code none} when there was no answer. */
    public static final String STATUS = "status";

    /** Tag: {@code interactive} or {@code backfill}. */
    public static final String PRIORITY = "priority";

    /** Tag: how it ended. */
    public static final String OUTCOME = "outcome";

    private SmokeballMeters() {}
}
