package io.camelclio.app.status;

import io.camelclio.pull.rate.RateBudget;
import java.time.Instant;
import java.util.List;

/**
 * All that the page shows, at one moment. What is not known is null, never 0. Holds no secret, no token, no record.
 *
 * @param everySeconds how often a report is made, so that a reader can tell an old one
 * @param startedAt since when counts count
 */
record StatusReport(
        Instant at,
        long everySeconds,
        Instant startedAt,
        List<Source> sources,
        List<Way> routes,
        List<Subscription> subscriptions,
        List<Poll> polls,
        List<Budget> budgets,
        List<Latest> latest,
        List<Sort> deadLetters,
        List<Problem> troubles) {

    /** An account, or whatever else a route reads. */
    record Source(String id, String vendor, String connection) {}

    /**
     * A route from a source to topics.
     *
     * @param kind {@code webhook}, {@code poll} or {@code other}
     * @param perSecond records a second over the last minute
     * @param lastHour records of the last hour, as far as this copy ran
     * @param failed exchanges since the start that failed, and were left to their source
     * @param lastRecord when a look found that there were more; null before the first
     */
    record Way(
            String id,
            String source,
            String kind,
            String what,
            List<String> topics,
            boolean started,
            Double perSecond,
            long lastHour,
            long failed,
            Instant lastRecord) {}

    /**
     * A webhook subscription.
     *
     * @param tone {@code good}, {@code warn}, {@code bad} or {@code off}
     */
    record Subscription(
            String source,
            String what,
            String state,
            String tone,
            String reason,
            Instant expires,
            Instant lastCheck,
            Instant lastDelivery) {

        Subscription {
            reason = Words.bounded(reason);
        }
    }

    /**
     * A poll.
     *
     * @param upTo whatever changed before is known
     * @param here false where another copy polls, or nobody yet
     * @param failing the kind of failure that the last read ended with; null when it ended well
     */
    record Poll(String source, String what, boolean here, Instant upTo, Instant lastSuccess, String failing) {}

    /**
     * How an account's rate budget is used.
     *
     * @param perMinute calls a minute that the vendor allows; null where it says that it sets no limit
     * @param remaining calls that may start now
     * @param minutes calls of each minute of the last hour, the present one last; null for a minute that is not known
     */
    record Budget(
            String source, Integer perMinute, int remaining, int waiting, Instant pausedUntil, List<Long> minutes) {

        /** @param windows how many of the budget's windows a minute has */
        static Budget of(String source, RateBudget.State state, int windows, List<Long> minutes) {
            return new Budget(
                    source,
                    state.limit() == Integer.MAX_VALUE ? null : Integer.valueOf(state.limit() * windows),
                    state.remaining(),
                    state.interactive() + state.backfill(),
                    state.pausedUntil().orElse(null),
                    minutes);
        }
    }

    /** @param behind changes that are not taken yet */
    record Latest(String vendor, String state, Long behind) {}

    /** Dead letters of one sort, since the start. */
    record Sort(String vendor, String reason, long count, Instant last, String route, String remedy) {}

    /**
     * A trouble.
     *
     * @param active whether it needs somebody now
     */
    record Problem(
            String where,
            String what,
            String remedy,
            boolean active,
            boolean lasting,
            Instant first,
            Instant last,
            long times) {}
}
