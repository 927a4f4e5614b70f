package io.camelclio.testkit.smokeball.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How often the API was asked for what, and what it answered: the cost of a poll. Requests that one of the
 * {@link io.camelclio.testkit.http.Faults} answered are not in it; they are in the request log. Thread-safe.
 */
public final class Calls {

    /**
     * One kind of call.
     *
     * @param accountId the account asked
     * @param collection our name of the collection; empty for a path that the API does not have
     * @param parents the ids in the path
     * @param single whether one record was asked for
     * @param status the answer
     */
    public record Kind(String accountId, String collection, List<String> parents, boolean single, int status) {}

    private final Map<Kind, Long> counts = new LinkedHashMap<>();

    /** Counts a call. */
    public synchronized void add(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    /** All calls. */
    public long total() {
        return count(kind -> true);
    }

    /**
     * Calls for a collection and its records, below any parent.
     *
     * @param collection our name of it, such as {@code fees}
     */
    public long count(String collection) {
        return count(kind -> kind.collection().equals(collection));
    }

    /**
     * Calls for a collection and its records below given parents.
     *
     * @param collection our name of it, such as {@code fees}
     * @param parents the ids in the path, outermost first
     */
    public long count(String collection, String... parents) {
        List<String> ids = List.of(parents);
        return count(
                kind -> kind.collection().equals(collection) && kind.parents().equals(ids));
    }

    /** Calls of some kinds. */
    public synchronized long count(Predicate<Kind> kinds) {
        return counts.entrySet().stream()
                .filter(entry -> kinds.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The number of calls that got each status. */
    public synchronized Map<Integer, Long> byStatus() {
        Map<Integer, Long> statuses = new TreeMap<>();
        counts.forEach((kind, count) -> statuses.merge(kind.status(), count, Long::sum));
        return statuses;
    }

    /** The number of calls for each collection. */
    public synchronized Map<String, Long> byCollection() {
        Map<String, Long> collections = new TreeMap<>();
        counts.forEach((kind, count) -> collections.merge(kind.collection(), count, Long::sum));
        return collections;
    }

    /** Begins anew. */
    public synchronized void clear() {
        counts.clear();
    }
}
