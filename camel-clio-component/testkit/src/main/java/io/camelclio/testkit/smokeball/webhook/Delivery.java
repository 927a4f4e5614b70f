package io.camelclio.testkit.smokeball.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One event emitted to one subscription: what was sent, and how the receiver answered each attempt. Its body never changes.
 * Thread-safe.
 */
public final class Delivery {

    /** Stands in {@link #answers()} for an attempt without an answer: time-out or broken connection. */
    public static final int NO_ANSWER = 0;

    /**
     * What the event is about.
     *
     * @param type such as {@code fee.updated}
     * @param recordId the id in its payload; empty if it has none
     * @param versionId the version in its payload; empty if it has none
     */
    public record Event(String type, String recordId, String versionId) {}

    private final long number;
    private final Instant emittedAt;
    private final String subscriptionId;
    private final URI url;
    private final Event event;
    private final String requestId;
    private final byte[] body;
    private final List<Integer> answers = new ArrayList<>();
    private Map<String, String> headers = Map.of();
    private boolean lost;

    Delivery(long number, Instant emittedAt, Subscription subscription, Event event, String requestId, byte[] body) {
        this.number = number;
        this.emittedAt = emittedAt;
        this.subscriptionId = subscription.id();
        this.url = subscription.url();
        this.event = event;
        this.requestId = requestId;
        this.body = body;
    }

    /** Position in the order of emission, from 1. */
    public long number() {
        return number;
    }

    /** When the change happened, by the sandbox's clock. */
    public Instant emittedAt() {
        return emittedAt;
    }

    /** The subscription it goes to. */
    public String subscriptionId() {
        return subscriptionId;
    }

    /** What it is about. */
    public Event event() {
        return event;
    }

    /** The value of the header {@code RequestId}; events of one request share it. */
    public String requestId() {
        return requestId;
    }

    /** The exact bytes of the request's body. */
    public byte[] body() {
        return body.clone();
    }

    /** The header fields it was last sent with: {@code Timestamp}, {@code RequestId}, {@code Signature}; empty before. */
    public synchronized Map<String, String> headers() {
        return headers;
    }

    /** The status of each finished attempt in order, {@link #NO_ANSWER} where none came; copies included. */
    public synchronized List<Integer> answers() {
        return List.copyOf(answers);
    }

    /** Whether the receiver answered an attempt with 2xx. */
    public synchronized boolean acknowledged() {
        return answers.stream().anyMatch(Delivery::isTaken);
    }

    /** Whether it was never sent. */
    public synchronized boolean lost() {
        return lost;
    }

    static boolean isTaken(int status) {
        return status >= 200 && status < 300;
    }

    URI url() {
        return url;
    }

    synchronized void sentWith(Map<String, String> fields) {
        headers = Map.copyOf(fields);
    }

    synchronized void answered(int status) {
        answers.add(status);
    }

    synchronized void lose() {
        lost = true;
    }

    @Override
    public String toString() {
        return "delivery " + number + " (" + event.type() + " of " + event.recordId() + ", answers " + answers() + ")";
    }
}
