package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.delivery.Background;
import io.camelclio.testkit.delivery.Sender;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends deliveries in the background, at most {@value #IN_FLIGHT} at a time. Attempts for one record of one webhook
 * never overlap, unless a test wants copies at once, and are begun in the order of emission; one that failed is
 * repeated later, so others may overtake it, as Clio's retries may. What waits is bounded by the {@link Ledger}, which
 * holds every delivery.
 */
final class Deliverer {

    private static final int IN_FLIGHT = 128;

    private record LaneKey(long webhookId, long recordId, int number) {}

    /**
     * One attempt to make.
     *
     * @param failures how many attempts failed before it
     * @param copy 0 for Clio's own, from 1 on for further ones, whose failure has no consequences
     * @param lane attempts in the same lane follow one another
     */
    private record Attempt(Delivery delivery, int failures, int copy, LaneKey lane) {
        Attempt again() {
            return new Attempt(delivery, failures + 1, copy, lane);
        }
    }

    private final Subscriptions subscriptions;
    private final Sender sender;
    private final DeliveryFaults faults;
    private final RetrySchedule schedule;
    private final Suspension suspension;
    private final Background background;
    private final Map<LaneKey, Deque<Attempt>> lanes = new HashMap<>();
    private final Deque<LaneKey> ready = new ArrayDeque<>();
    private int inFlight;

    Deliverer(
            Subscriptions subscriptions,
            Sender sender,
            DeliveryFaults faults,
            RetrySchedule schedule,
            Suspension suspension,
            Background background) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.faults = faults;
        this.schedule = schedule;
        this.suspension = suspension;
        this.background = background;
    }

    /** Takes over a delivery that has just been emitted. */
    void deliver(Delivery delivery) {
        if (faults.takeLoss()) {
            delivery.giveUp();
            return;
        }
        DeliveryFaults.Copies copies = faults.takeCopies();
        Duration latency = faults.latency();
        for (int copy = 0; copy < copies.number(); copy++) {
            LaneKey lane = new LaneKey(delivery.webhookId(), delivery.recordId(), copies.atOnce() ? copy : 0);
            later(new Attempt(delivery, 0, copy, lane), latency);
        }
    }

    private void later(Attempt attempt, Duration delay) {
        background.after(delay, () -> enqueue(attempt));
    }

    private synchronized void enqueue(Attempt attempt) {
        background.begin();
        Deque<Attempt> lane = lanes.get(attempt.lane());
        if (lane == null) {
            lane = new ArrayDeque<>();
            lanes.put(attempt.lane(), lane);
            ready.addLast(attempt.lane());
        }
        lane.addLast(attempt);
        sendWhatIsReady();
    }

    private void sendWhatIsReady() {
        while (inFlight < IN_FLIGHT && !ready.isEmpty()) {
            Attempt attempt = lanes.get(ready.removeFirst()).peekFirst();
            inFlight++;
            background.execute(() -> send(attempt));
        }
    }

    private void send(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        Optional<Subscription> webhook = subscriptions.find(delivery.webhookId());
        boolean pending = webhook.filter(found -> found.status().equals(Subscription.PENDING))
                .isPresent();
        if (pending) {
            finished(attempt, Delivery.NO_ANSWER);
        } else if (webhook.filter(subscriptions::delivers).isEmpty()) {
            delivery.giveUp();
            proceed(attempt);
        } else {
            Map<String, String> signature =
                    Map.of(Signature.HEADER, Signature.of(webhook.get().secret(), delivery.body()));
            delivery.sent();
            sender.post(webhook.get().url(), signature, delivery.body())
                    .whenComplete((answer, failure) -> finished(attempt, status(answer, failure)));
        }
    }

    private static int status(HttpResponse<Void> answer, Throwable failure) {
        return failure == null ? answer.statusCode() : Delivery.NO_ANSWER;
    }

    private void finished(Attempt attempt, int status) {
        Delivery delivery = attempt.delivery();
        delivery.answered(status);
        if (status == 410) {
            subscriptions.suspend(delivery.webhookId());
        }
        if (attempt.copy() == 0) {
            settle(attempt);
        }
        proceed(attempt);
    }

    private void settle(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        if (delivery.acknowledged()) {
            suspension.acknowledged(delivery.webhookId());
            return;
        }
        Optional<Duration> wait = schedule.after(attempt.failures() + 1);
        if (wait.isPresent()) {
            later(attempt.again(), wait.get());
        } else {
            delivery.giveUp();
            suspension.givenUp(delivery.webhookId());
        }
    }

    private synchronized void proceed(Attempt attempt) {
        inFlight--;
        Deque<Attempt> lane = lanes.get(attempt.lane());
        lane.removeFirst();
        if (lane.isEmpty()) {
            lanes.remove(attempt.lane());
        } else {
            ready.addLast(attempt.lane());
        }
        sendWhatIsReady();
        background.end();
    }
}
