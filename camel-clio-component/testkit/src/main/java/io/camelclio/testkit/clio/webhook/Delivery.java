package io.camelclio.testkit.clio.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One event emitted to one webhook: what was sent, and how the receiver answered each attempt. Its body never changes;
 * it ends acknowledged or given up. Thread-safe.
 */
public final class Delivery {

    /** Stands in {@link #answers()} for an attempt without an answer: time-out or broken connection. */
    public static final int NO_ANSWER = 0;

    private final long number;
    private final Instant emittedAt;
    private final long webhookId;
    private final String model;
    private final String event;
    private final long recordId;
    private final byte[] data;
    private final byte[] body;
    private final List<Integer> answers = new ArrayList<>();
    private boolean acknowledged;
    private boolean givenUp;
    private OptionalLong sentAt = OptionalLong.empty();
    private OptionalLong acknowledgedAt = OptionalLong.empty();

    Delivery(
            long number,
            Instant emittedAt,
            long webhookId,
            String model,
            String event,
            long recordId,
            byte[] data,
            byte[] body) {
        this.number = number;
        this.emittedAt = emittedAt;
        this.webhookId = webhookId;
        this.model = model;
        this.event = event;
        this.recordId = recordId;
        this.data = data;
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

    /** The webhook it goes to. */
    public long webhookId() {
        return webhookId;
    }

    /** Such as {@code calendar_entry}. */
    public String model() {
        return model;
    }

    /** Such as {@code updated} or {@code matter_closed}. */
    public String event() {
        return event;
    }

    /** The changed record. */
    public long recordId() {
        return recordId;
    }

    /** The exact bytes of the value under {@code data}. */
    public byte[] data() {
        return data.clone();
    }

    /** The exact bytes of the request's body. */
    public byte[] body() {
        return body.clone();
    }

    /** The status of each finished attempt in order, {@link #NO_ANSWER} where none came; repetitions included. */
    public synchronized List<Integer> answers() {
        return List.copyOf(answers);
    }

    /** The number of finished attempts. */
    public synchronized int attempts() {
        return answers.size();
    }

    /** Whether the receiver answered with 2xx, 3xx or 410. */
    public synchronized boolean acknowledged() {
        return acknowledged;
    }

    /** Whether it will not be tried again although no receiver acknowledged it. */
    public synchronized boolean givenUp() {
        return givenUp;
    }

    /** Whether it is neither acknowledged nor given up. */
    public synchronized boolean pending() {
        return !acknowledged && !givenUp;
    }

    /**
     * Whether the receiver had acknowledged this delivery when the other one was sent for the first time: then it must
     * not end up behind the other one. Goes by the machine's time, also where the sandbox's time is simulated.
     */
    public boolean acknowledgedBefore(Delivery other) {
        OptionalLong acknowledgement = acknowledgedAt();
        OptionalLong start = other.sentAt();
        return acknowledgement.isPresent() && start.isPresent() && acknowledgement.getAsLong() - start.getAsLong() < 0;
    }

    private synchronized OptionalLong acknowledgedAt() {
        return acknowledgedAt;
    }

    private synchronized OptionalLong sentAt() {
        return sentAt;
    }

    /** An attempt is being made. */
    synchronized void sent() {
        if (sentAt.isEmpty()) {
            sentAt = OptionalLong.of(System.nanoTime());
        }
    }

    synchronized void answered(int status) {
        answers.add(status);
        boolean taken = status >= 200 && status < 400 || status == 410;
        if (taken && !acknowledged) {
            acknowledged = true;
            acknowledgedAt = OptionalLong.of(System.nanoTime());
        }
    }

    synchronized void giveUp() {
        givenUp = !acknowledged;
    }

    @Override
    public String toString() {
        return "delivery " + number + " (" + model + " " + event + " of record " + recordId + " to webhook " + webhookId
                + ", answers " + answers() + ")";
    }
}
