package io.camelclio.testkit.smokeball.webhook;

import io.camelclio.testkit.delivery.Background;
import io.camelclio.testkit.delivery.Sender;
import io.camelclio.testkit.smokeball.records.Ticks;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends deliveries in the background, those of one subscription one after the other unless a test wants it otherwise. What
 * waits is bounded by {@link Deliveries}, which holds every delivery.
 */
final class Deliverer {

    /**
     * One attempt to make.
     *
     * @param copy whether it repeats the headers of the attempt before
     * @param failures how many attempts failed before it
     */
    private record Attempt(Delivery delivery, boolean copy, int failures) {}

    /** The attempts of one subscription. */
    private static final class Lane {
        private final Deque<Attempt> waiting = new ArrayDeque<>();
        private int inFlight;
    }

    private final Subscriptions subscriptions;
    private final Sender sender;
    private final DeliveryFaults faults;
    private final Background background;
    private final Clock clock;
    private final String clientId;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final List<Delivery> held = new ArrayList<>();

    Deliverer(
            Subscriptions subscriptions,
            Sender sender,
            DeliveryFaults faults,
            Background background,
            Clock clock,
            String clientId) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.faults = faults;
        this.background = background;
        this.clock = clock;
        this.clientId = clientId;
    }

    /** Takes over a delivery that has just been emitted. */
    synchronized void deliver(Delivery delivery) {
        if (faults.takeLoss()) {
            delivery.lose();
            return;
        }
        int reversed = faults.takeReversed();
        if (reversed > 0) {
            held.add(delivery);
        }
        if (reversed == 0) {
            begin(delivery);
        } else if (reversed == 1) {
            Collections.reverse(held);
            held.forEach(this::begin);
            held.clear();
        }
    }

    private void begin(Delivery delivery) {
        int copies = faults.copies();
        background.after(faults.delay(), () -> {
            for (int copy = 0; copy < copies; copy++) {
                enqueue(new Attempt(delivery, copy > 0, 0));
            }
        });
    }

    private synchronized void enqueue(Attempt attempt) {
        background.begin();
        Lane lane = lanes.computeIfAbsent(attempt.delivery().subscriptionId(), none -> new Lane());
        lane.waiting.addLast(attempt);
        sendFrom(lane);
    }

    private void sendFrom(Lane lane) {
        while (lane.inFlight < faults.atOnce() && !lane.waiting.isEmpty()) {
            lane.inFlight++;
            Attempt attempt = lane.waiting.removeFirst();
            background.execute(() -> send(attempt, lane));
        }
    }

    private void send(Attempt attempt, Lane lane) {
        Delivery delivery = attempt.delivery();
        Optional<Subscription> subscription = subscriptions.find(delivery.subscriptionId());
        if (subscription.isEmpty()) {
            delivery.lose();
            proceed(lane);
            return;
        }
        if (!attempt.copy()) {
            delivery.sentWith(headers(subscription.get(), delivery));
        }
        sender.post(subscription.get().url(), delivery.headers(), delivery.body())
                .whenComplete((answer, failure) -> finished(attempt, lane, status(answer, failure)));
    }

    private Map<String, String> headers(Subscription subscription, Delivery delivery) {
        String timestamp = Long.toString(Ticks.of(clock.instant()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Timestamp", timestamp);
        headers.put("RequestId", delivery.requestId());
        subscription
                .key()
                .ifPresent(key ->
                        headers.put(Signature.HEADER, Signature.of(key, timestamp, delivery.requestId(), clientId)));
        return headers;
    }

    private static int status(HttpResponse<Void> answer, Throwable failure) {
        return failure == null ? answer.statusCode() : Delivery.NO_ANSWER;
    }

    private void finished(Attempt attempt, Lane lane, int status) {
        attempt.delivery().answered(status);
        if (!attempt.copy() && !Delivery.isTaken(status) && attempt.failures() < faults.retries()) {
            Attempt again = new Attempt(attempt.delivery(), false, attempt.failures() + 1);
            background.after(faults.retryWait(), () -> enqueue(again));
        }
        proceed(lane);
    }

    private synchronized void proceed(Lane lane) {
        lane.inFlight--;
        sendFrom(lane);
        background.end();
    }
}
