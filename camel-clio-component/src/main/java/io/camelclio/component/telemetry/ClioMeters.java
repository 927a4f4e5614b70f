package io.camelclio.component.telemetry;

import java.util.Map;

/**
 * The meters of a connection, by Micrometer's names; Prometheus writes them with underscores. All carry the tag
 * {@link #CONNECTION}. They are there where the application has Micrometer and its {@code MeterRegistry} is in Camel's
 * registry before the connection starts, and are removed when it stops. No tag holds an id of a record.
 */
public final class ClioMeters {

    /**
     * Timer: attempts to call Clio, from sending to the end of the answer, by {@link #RESOURCE}, {@link #OPERATION} and
     * {@link #STATUS}. What is repeated counts each time.
     */
    public static final String CALLS = "clio.calls";

    /** Gauge: calls that may start now, apart from a pause that Clio asked for. */
    public static final String BUDGET_REMAINING = "clio.budget.remaining";

    /** Gauge: calls per minute that Clio allows, as its last answer told. */
    public static final String BUDGET_LIMIT = "clio.budget.limit";

    /** Gauge: calls that wait for their place in the rate budget, by {@link #PRIORITY}. */
    public static final String BUDGET_WAITING = "clio.budget.waiting";

    /** Timer: how long the calls that were made had waited for their place in the rate budget, by {@link #PRIORITY}. */
    public static final String BUDGET_WAIT = "clio.budget.wait";

    /** Counter: tries to get a new access token, by {@link #OUTCOME}: {@code ok}, {@code refused}, {@code failed}. */
    public static final String TOKEN_REFRESHES = "clio.token.refreshes";

    /**
     * Gauge, in seconds: how far a poll is behind, by {@link #RESOURCE}: how long ago the time is up to which it knows
     * every change. A healthy poll's lag moves between zero and its period.
     */
    public static final String POLL_LAG = "clio.poll.lag";

    /** Counter: records that polls handed to their route, by {@link #RESOURCE}. */
    public static final String POLL_RECORDS = "clio.poll.records";

    /**
     * Counter: reads of polls, by {@link #RESOURCE} and {@link #OUTCOME}: {@code ok}, {@code paused} (put off because
     * Clio asked for a pause), {@code failed}.
     */
    public static final String POLL_POLLS = "clio.poll.polls";

    /** Counter: requests on a webhook's path, by {@link #MODEL} and {@link #ANSWER}: the HTTP status they got from us. */
    public static final String WEBHOOK_DELIVERIES = "clio.webhook.deliveries";

    /**
     * Gauge: 1 for the state a webhook's subscription is in, 0 for each other one, by {@link #MODEL}, {@link #PATH} and
     * {@link #STATE}.
     */
    public static final String WEBHOOK_STATE = "clio.webhook.state";

    /** Gauge, in seconds: how long Clio will still deliver, by {@link #MODEL} and {@link #PATH}; below 0 when it is over. */
    public static final String WEBHOOK_EXPIRY = "clio.webhook.expiry";

    /** Gauge, in seconds: how long ago Clio last said how the subscription stands, by {@link #MODEL} and {@link #PATH}. */
    public static final String WEBHOOK_CHECK_AGE = "clio.webhook.check.age";

    /** Counter: looks at a subscription, by {@link #MODEL}, {@link #PATH} and {@link #OUTCOME}: {@code ok}, {@code failed}. */
    public static final String WEBHOOK_CHECKS = "clio.webhook.checks";

    /** Counter: how often a subscription was made, corrected or renewed, by {@link #MODEL} and {@link #PATH}. */
    public static final String WEBHOOK_RENEWALS = "clio.webhook.renewals";

    /**
     * Counter: times in which changes may have been missed, by {@link #MODEL}, {@link #PATH} and {@link #CAUSE}, such as
     * {@code expired}, {@code suspended} or {@code deleted}.
     */
    public static final String WEBHOOK_INTERRUPTIONS = "clio.webhook.interruptions";

    /**
     * Counter: requests on a webhook's path that were refused or put off, by {@link #MODEL} and {@link #REASON}:
     * {@code not_a_post}, {@code too_large}, {@code slow}, {@code encoded}, {@code unsigned},
     * {@code malformed_signature}, {@code bad_signature}, {@code unknown_webhook}, {@code no_secret}, {@code crowded}, {@code no_room},
     * {@code suspended}, {@code failed}, {@code timed_out}.
     */
    public static final String WEBHOOK_REFUSED = "clio.webhook.refused";

    /**
     * Counter: handshakes on a webhook's path, by {@link #MODEL} and {@link #AWAITED}. Those that were not awaited came
     * from somebody else than Clio, or because of what another replica did.
     */
    public static final String WEBHOOK_HANDSHAKES = "clio.webhook.handshakes";

    /** Gauge, in seconds: how long ago the last genuine delivery was taken, by {@link #MODEL}; no number before it. */
    public static final String WEBHOOK_DELIVERY_AGE = "clio.webhook.delivery.age";

    /**
     * Counter: repairs of gaps in deliveries, by {@link #MODEL}, {@link #PATH} and {@link #OUTCOME}: {@code ok}, {@code failed}; a failed
     * one is tried again. Failed comparisons count too.
     */
    public static final String WEBHOOK_REPAIRS = "clio.webhook.repairs";

    /** Counter: records that repairs and comparisons handed to the route, by {@link #MODEL} and {@link #PATH}. */
    public static final String WEBHOOK_REPAIRED_RECORDS = "clio.webhook.repair.records";

    /** Gauge, in seconds: for how long a gap in deliveries has been known that is still open, by {@link #MODEL} and {@link #PATH}; or 0. */
    public static final String WEBHOOK_GAP = "clio.webhook.gap";

    /**
     * Counter: what comparisons of all that Clio has with what is known have found and handed over, by {@link #MODEL}, {@link #PATH} and
     * {@link #KIND}: {@code missing} records, which were missing or older than Clio's, and {@code deleted} ones.
     */
    public static final String RECONCILIATION_FOUND = "clio.webhook.reconciliation.found";

    /** Gauge: missing records that the last comparison found, by {@link #MODEL} and {@link #PATH}; no number before the first. */
    public static final String RECONCILIATION_MISSING = "clio.webhook.reconciliation.missing";

    /** Gauge: deleted records that the last comparison found, by {@link #MODEL} and {@link #PATH}; no number before the first. */
    public static final String RECONCILIATION_DELETED = "clio.webhook.reconciliation.deleted";

    /** Gauge: calls of Clio's API that the last comparison took, by {@link #MODEL} and {@link #PATH}; no number before the first. */
    public static final String RECONCILIATION_CALLS = "clio.webhook.reconciliation.calls";

    /** Gauge, in seconds: how long the last comparison took, by {@link #MODEL} and {@link #PATH}; no number before the first. */
    public static final String RECONCILIATION_DURATION = "clio.webhook.reconciliation.duration";

    /** Gauge, in seconds: how long ago the last comparison ended, by {@link #MODEL} and {@link #PATH}; no number before the first. */
    public static final String RECONCILIATION_AGE = "clio.webhook.reconciliation.age";

    /** Tag: the connection's name. */
    public static final String CONNECTION = "connection";

    /** Tag: the resource's path in Clio's API, without ids, such as {@code contacts/{contact_id}/phone_numbers}. */
    public static final String RESOURCE = "resource";

    /** Tag: the operation's word, such as {@code list}. */
    public static final String OPERATION = "operation";

    /** Tag: the HTTP status of Clio's answer, {@code none} when there was no answer. */
    public static final String STATUS = "status";

    /** Tag: {@code interactive} or {@code backfill}. */
    public static final String PRIORITY = "priority";

    /** Tag: how it ended. */
    public static final String OUTCOME = "outcome";

    /** Tag: Clio's word for the kind of record, such as {@code matter}. */
    public static final String MODEL = "model";

    /** Tag: the HTTP status that Clio got from us. */
    public static final String ANSWER = "answer";

    /** Tag: the path on the HTTP server. */
    public static final String PATH = "path";

    /** Tag: the state's word, such as {@code live}. */
    public static final String STATE = "state";

    /** Tag: why. */
    public static final String CAUSE = "cause";

    /** Tag: why a request was refused or put off. */
    public static final String REASON = "reason";

    /** Tag: whether Clio had reason to send a handshake, {@code true} or {@code false}. */
    public static final String AWAITED = "awaited";

    private static final String SECONDS = "seconds";

    private static final Map<String, String> UNITS = Map.of(
            POLL_LAG,
            SECONDS,
            WEBHOOK_EXPIRY,
            SECONDS,
            WEBHOOK_CHECK_AGE,
            SECONDS,
            WEBHOOK_DELIVERY_AGE,
            SECONDS,
            WEBHOOK_GAP,
            SECONDS,
            RECONCILIATION_DURATION,
            SECONDS,
            RECONCILIATION_AGE,
            SECONDS);

    /** Tag: what was found. */
    public static final String KIND = "kind";

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry(CALLS, "Attempts to call Clio, from sending to the end of the answer"),
            Map.entry(BUDGET_REMAINING, "Calls that may start now, apart from a pause that Clio asked for"),
            Map.entry(BUDGET_LIMIT, "Calls per minute that Clio allows, as its last answer told"),
            Map.entry(BUDGET_WAITING, "Calls that wait for their place in the rate budget"),
            Map.entry(BUDGET_WAIT, "How long the calls that were made had waited for their place in the rate budget"),
            Map.entry(TOKEN_REFRESHES, "Tries to get a new access token"),
            Map.entry(POLL_LAG, "How long ago the time is up to which a poll knows every change"),
            Map.entry(POLL_RECORDS, "Records that polls handed to their route"),
            Map.entry(POLL_POLLS, "Reads of polls"),
            Map.entry(WEBHOOK_DELIVERIES, "Requests on a webhook's path"),
            Map.entry(WEBHOOK_STATE, "1 for the state a webhook's subscription is in, 0 for each other one"),
            Map.entry(WEBHOOK_EXPIRY, "How long Clio will still deliver"),
            Map.entry(WEBHOOK_CHECK_AGE, "How long ago Clio last said how the subscription stands"),
            Map.entry(WEBHOOK_CHECKS, "Looks at a subscription"),
            Map.entry(WEBHOOK_RENEWALS, "How often a subscription was made, corrected or renewed"),
            Map.entry(WEBHOOK_INTERRUPTIONS, "Times in which changes may have been missed"),
            Map.entry(WEBHOOK_REFUSED, "Requests on a webhook's path that were refused or put off"),
            Map.entry(WEBHOOK_HANDSHAKES, "Handshakes on a webhook's path"),
            Map.entry(WEBHOOK_DELIVERY_AGE, "How long ago the last genuine delivery was taken"),
            Map.entry(WEBHOOK_REPAIRS, "Repairs of gaps in deliveries"),
            Map.entry(WEBHOOK_REPAIRED_RECORDS, "Records that repairs and comparisons handed to the route"),
            Map.entry(WEBHOOK_GAP, "For how long a gap in deliveries has been known that is still open"),
            Map.entry(RECONCILIATION_FOUND, "Records that comparisons found missing or deleted"),
            Map.entry(RECONCILIATION_MISSING, "Missing records that the last comparison found"),
            Map.entry(RECONCILIATION_DELETED, "Deleted records that the last comparison found"),
            Map.entry(RECONCILIATION_CALLS, "Calls of Clio's API that the last comparison took"),
            Map.entry(RECONCILIATION_DURATION, "How long the last comparison took"),
            Map.entry(RECONCILIATION_AGE, "How long ago the last comparison ended"));

    private ClioMeters() {}

    /** What a meter shows, in one line without its tags. */
    static String description(String meter) {
        return DESCRIPTIONS.get(meter);
    }

    /** What a gauge is measured in; null where it is a number of something. */
    static String unit(String meter) {
        return UNITS.get(meter);
    }
}
