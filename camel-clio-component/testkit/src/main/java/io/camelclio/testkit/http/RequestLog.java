package io.camelclio.testkit.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
     * @param token the {@link #fingerprint} of the bearer token it carried, empty if it carried none
     */
    public record Entry(Instant at, String method, String path, Query query, String token) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long total;

    /**
     * What stands in the log for an access token: tells one from another and does not reveal it.
     *
     * @param token the token, without {@code Bearer}
     * @return twelve hexadecimal digits
     */
    public static String fingerprint(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

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

    /**
     * The most requests of one token, among those kept, that arrived within any time of a given length: two requests
     * that are exactly so far apart are not within it.
     *
     * @param window the length of time
     */
    public long mostWithin(Duration window) {
        long most = 0;
        Map<String, Deque<Instant>> recent = new HashMap<>();
        for (Entry entry : entries()) {
            Deque<Instant> times = recent.computeIfAbsent(entry.token(), none -> new ArrayDeque<>());
            while (!times.isEmpty() && !times.peekFirst().plus(window).isAfter(entry.at())) {
                times.removeFirst();
            }
            times.addLast(entry.at());
            most = Math.max(most, times.size());
        }
        return most;
    }
}
