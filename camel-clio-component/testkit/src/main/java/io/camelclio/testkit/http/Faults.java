package io.camelclio.testkit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The traffic a test wants spoilt. A rule spoils the next {@code times} requests whose path it accepts and is then
 * gone; the oldest matching rule is used first, one rule per request. Thread-safe.
 *
 * <p>Note that a client may repeat a request by itself when its connection breaks (the JDK's does so for GET on a
 * reused connection): each repetition uses up a rule and is seen in the {@link RequestLog}.
 */
public final class Faults {

    /** As a number of requests: all of them, until {@link #clear}. Such a rule is never {@link #outstanding}. */
    public static final int UNTIL_CLEARED = Integer.MAX_VALUE;

    private static final Predicate<String> ANY_PATH = path -> true;

    enum Kind {
        DROP_REQUEST,
        DROP_ANSWER,
        ANSWER,
        CHANGE,
        TRUNCATE,
        SLOW
    }

    private static final class Rule {
        private final Predicate<String> path;
        private final Fault fault;
        private int times;

        private Rule(int times, Predicate<String> path, Fault fault) {
            this.path = path;
            this.fault = fault;
            this.times = times;
        }
    }

    /**
     * How a request is spoilt.
     *
     * @param change what becomes of the answer; for {@link Kind#ANSWER} the request is not handled
     * @param time over which the body is sent
     */
    record Fault(Kind kind, UnaryOperator<Response> change, Duration time) {
        private Fault(Kind kind) {
            this(kind, UnaryOperator.identity(), Duration.ZERO);
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private Duration latency = Duration.ZERO;
    private long spoilt;

    /**
     * Delays every answer from now on.
     *
     * @param latency how long each request waits before it is handled; zero switches the delay off
     */
    public synchronized void latency(Duration latency) {
        this.latency = latency;
    }

    /**
     * Breaks the connection of the next requests before they are handled.
     *
     * @param times how many requests
     */
    public void dropNext(int times) {
        dropNext(times, ANY_PATH);
    }

    /**
     * Breaks the connection of the next requests to some paths before they are handled.
     *
     * @param times how many requests
     * @param path accepts the decoded paths concerned
     */
    public void dropNext(int times, Predicate<String> path) {
        add(times, path, new Fault(Kind.DROP_REQUEST));
    }

    /**
     * Handles the next requests to some paths and breaks the connection instead of answering: what they asked for has
     * happened, but the client does not know.
     *
     * @param times how many requests
     * @param path accepts the decoded paths concerned
     */
    public void dropAnswersOfNext(int times, Predicate<String> path) {
        add(times, path, new Fault(Kind.DROP_ANSWER));
    }

    /**
     * Answers the next requests with a bare status; they are not handled.
     *
     * @param times how many requests
     * @param status the HTTP status
     */
    public void answerNext(int times, int status) {
        answerNext(times, status, ANY_PATH);
    }

    /**
     * Answers the next requests to some paths with a bare status; they are not handled.
     *
     * @param times how many requests
     * @param status the HTTP status
     * @param path accepts the decoded paths concerned
     */
    public void answerNext(int times, int status, Predicate<String> path) {
        answerNext(times, Response.empty(status), path);
    }

    /**
     * Answers the next requests to some paths with a given answer; they are not handled.
     *
     * @param times how many requests
     * @param answer what they get
     * @param path accepts the decoded paths concerned
     */
    public void answerNext(int times, Response answer, Predicate<String> path) {
        add(times, path, new Fault(Kind.ANSWER, handled -> answer, Duration.ZERO));
    }

    /**
     * Handles the next requests, announces the whole body, sends half of it and breaks the connection.
     *
     * @param times how many requests
     */
    public void truncateNext(int times) {
        truncateNext(times, ANY_PATH);
    }

    /**
     * Handles the next requests to some paths, announces the whole body, sends half of it and breaks the connection.
     *
     * @param times how many requests
     * @param path accepts the decoded paths concerned
     */
    public void truncateNext(int times, Predicate<String> path) {
        add(times, path, new Fault(Kind.TRUNCATE));
    }

    /**
     * Handles the next requests to some paths and changes what they are answered.
     *
     * @param times how many requests
     * @param change makes the answer that is sent of the right one
     * @param path accepts the decoded paths concerned
     */
    public void changeNext(int times, UnaryOperator<Response> change, Predicate<String> path) {
        add(times, path, new Fault(Kind.CHANGE, change, Duration.ZERO));
    }

    /**
     * Handles the next requests to some paths and sends the first half of the body as if it were the whole: the HTTP is
     * right, the JSON breaks off.
     *
     * @param times how many requests
     * @param path accepts the decoded paths concerned
     */
    public void halveNext(int times, Predicate<String> path) {
        changeNext(times, answer -> answer.withContent(answer.content().firstHalf()), path);
    }

    /**
     * Handles the next requests to some paths and gives their answers another {@code Content-Type}.
     *
     * @param times how many requests
     * @param type the type, such as {@code text/plain}
     * @param path accepts the decoded paths concerned
     */
    public void mislabelNext(int times, String type, Predicate<String> path) {
        changeNext(times, answer -> answer.withHeader("Content-Type", type), path);
    }

    /**
     * Handles the next requests to some paths and sends the body in small pieces.
     *
     * @param times how many requests
     * @param time how long the body takes from its first to its last byte
     * @param path accepts the decoded paths concerned
     */
    public void slowNext(int times, Duration time, Predicate<String> path) {
        add(times, path, new Fault(Kind.SLOW, UnaryOperator.identity(), time));
    }

    /** Forgets every rule and the latency. */
    public synchronized void clear() {
        rules.clear();
        latency = Duration.ZERO;
    }

    /** How many requests have been spoilt so far, latency not counted. */
    public synchronized long spoilt() {
        return spoilt;
    }

    /** How many requests the present rules will still spoil. */
    public synchronized int outstanding() {
        return rules.stream()
                .mapToInt(rule -> rule.times)
                .filter(times -> times != UNTIL_CLEARED)
                .sum();
    }

    synchronized Duration latency() {
        return latency;
    }

    synchronized Optional<Fault> take(String path) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            if (rule.path.test(path)) {
                if (rule.times != UNTIL_CLEARED) {
                    rule.times--;
                }
                if (rule.times == 0) {
                    each.remove();
                }
                spoilt++;
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }

    private synchronized void add(int times, Predicate<String> path, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("A fault needs at least one request to spoil, not " + times);
        }
        rules.add(new Rule(times, path, fault));
    }
}
