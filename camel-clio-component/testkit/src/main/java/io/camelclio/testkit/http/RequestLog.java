package io.camelclio.testkit.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The latest requests a sandbox received, faulted ones included. Bounded: the oldest entries make room for new ones. */
public final class RequestLog {

    /** The number of requests kept. */
    public static final int CAPACITY = 10_000;

    /**
     * One received request, without header fields and body, so that the log holds no credentials.
     *
     * @param at the time of receipt by the sandbox's clock
     * @param method the method, upper case
     * @param path the decoded path
     * @param query the decoded query
     */
    public record Entry(Instant at, String method, String path, Query query) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long total;

    synchronized void add(Entry entry) {
        if (entries.size() == CAPACITY) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        total++;
    }

    /** The number of requests received since the start, forgotten ones included. */
    public synchronized long total() {
        return total;
    }

    /** The requests kept, the oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * How many of the requests kept went to a path.
     *
     * @param path the exact decoded path
     */
    public long count(String path) {
        return count(entry -> entry.path().equals(path));
    }

    /**
     * How many of the requests kept are of a kind.
     *
     * @param kind which ones to count
     */
    public long count(Predicate<Entry> kind) {
        return entries().stream().filter(kind).count();
    }
}
