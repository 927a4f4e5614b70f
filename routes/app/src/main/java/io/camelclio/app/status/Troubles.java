package io.camelclio.app.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last troubles, at most {@link #MOST} and none older than a day: what happens again is one trouble, seen more often.
 * Not thread-safe.
 */
final class Troubles {

    static final int MOST = 50;

    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Map<String, Trouble> byKey = new HashMap<>();

    /**
     * One trouble.
     *
     * @param where which part of the flow
     * @param what what is wrong, in words for a person
     * @param remedy what to do about it; null where nobody knows better than the log
     * @param grave false for what needs nobody as long as it stays what it is
     * @param times how often it happened, or how many looks in a row have seen it
     */
    record Trouble(
            String where,
            String what,
            String remedy,
            boolean grave,
            boolean lasting,
            Instant first,
            Instant last,
            long times) {}

    /** What is wrong at this moment, and stays so until a look does not find it. */
    void stands(String where, String what, String remedy, Instant now) {
        Trouble known = byKey.get(where);
        boolean goesOn = known != null && known.lasting();
        put(where, new Trouble(where, what, remedy, true, true, goesOn ? known.first() : now, now, 1), now);
    }

    /**
     * What has happened since the last look.
     *
     * @param times how often, 1 or more
     */
    void happened(String where, String what, String remedy, boolean grave, Instant at, long times, Instant now) {
        String key = where + "\n" + what;
        Trouble known = byKey.get(key);
        put(
                key,
                new Trouble(
                        where,
                        what,
                        remedy,
                        grave,
                        false,
                        known == null ? at : known.first(),
                        at,
                        times + (known == null ? 0 : known.times())),
                now);
    }

    private void put(String key, Trouble trouble, Instant now) {
        byKey.put(key, trouble);
        byKey.values().removeIf(old -> old.last().isBefore(now.minus(REMEMBERED)));
        if (byKey.size() > MOST) {
            byKey.values().remove(all().get(MOST));
        }
    }

    /** The latest first; of those at one time the one that began last. */
    List<Trouble> all() {
        return byKey.values().stream()
                .sorted(Comparator.comparing(Trouble::last)
                        .thenComparing(Trouble::first)
                        .reversed()
                        .thenComparing(Trouble::where))
                .toList();
    }
}
