package io.camelclio.testkit.clio.webhook;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends deliveries in the background, at most {@value #IN_FLIGHT} at a time. Attempts for one record of one webhook
 * never overlap and are begun in the order of emission; one that failed is repeated later, so others may overtake it,
 * as Clio's retries may. What waits is bounded by the {@link Ledger}, which holds every delivery.
 */
final class Deliverer implements AutoCloseable {

    private static final int IN_FLIGHT = 64;

    private record LaneKey(long webhookId, long recordId) {}

    /**
     * One attempt to make.
     *
     * @param failures how many attempts failed before it
     * @param repetition whether it is the second half of a duplicate, whose failure has no consequences
     */
    private record Attempt(Delivery delivery, int failures, boolean repetition) {
        Attempt again() {
            return new Attempt(delivery, failures + 1, repetition);
        }

        LaneKey lane() {
            return new LaneKey(delivery.webhookId(), delivery.recordId());
        }
    }

    private final Subscriptions subscriptions;
    private final Sender sender;
    private final DeliveryFaults faults;
    private final RetrySchedule schedule;
    private final int suspendAfter;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Map<LaneKey, Deque<Attempt>> lanes = new HashMap<>();
    private final Deque<LaneKey> ready = new ArrayDeque<>();
    private final Map<Long, Integer> givenUpInARow = new HashMap<>();
    private int inFlight;
    private boolean closed;

    Deliverer(
            Subscriptions subscriptions,
            Sender sender,
            DeliveryFaults faults,
            RetrySchedule schedule,
            int suspendAfter) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.faults = faults;
        this.schedule = schedule;
        this.suspendAfter = suspendAfter;
        this.scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sandbox-clio-deliveries");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** Takes over a delivery that has just been emitted. */
    void deliver(Delivery delivery) {
        if (faults.takeLoss()) {
            delivery.giveUp();
            return;
        }
        later(new Attempt(delivery, 0, false), faults.latency());
        if (faults.takeDuplicate()) {
            later(new Attempt(delivery, 0, true), faults.latency());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            lanes.clear();
            ready.clear();
        }
        scheduler.shutdownNow();
    }

    private synchronized void later(Attempt attempt, Duration delay) {
        if (closed) {
            return;
        }
        scheduler.schedule(() -> enqueue(attempt), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void enqueue(Attempt attempt) {
        if (closed) {
            return;
        }
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
            scheduler.execute(() -> send(attempt));
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
        if (!attempt.repetition()) {
            settle(attempt);
        }
        proceed(attempt);
    }

    private void settle(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        if (delivery.acknowledged()) {
            countGivenUp(delivery, false);
            return;
        }
        Optional<Duration> wait = schedule.after(attempt.failures() + 1);
        if (wait.isPresent()) {
            later(attempt.again(), wait.get());
        } else {
            delivery.giveUp();
            countGivenUp(delivery, true);
        }
    }

    private void countGivenUp(Delivery delivery, boolean givenUp) {
        int inARow;
        synchronized (this) {
            inARow = givenUp ? givenUpInARow.merge(delivery.webhookId(), 1, Integer::sum) : 0;
            if (!givenUp) {
                givenUpInARow.remove(delivery.webhookId());
            }
        }
        if (suspendAfter > 0 && inARow >= suspendAfter) {
            subscriptions.suspend(delivery.webhookId());
        }
    }

    private synchronized void proceed(Attempt attempt) {
        inFlight--;
        Deque<Attempt> lane = lanes.get(attempt.lane());
        if (lane != null) {
            lane.removeFirst();
            if (lane.isEmpty()) {
                lanes.remove(attempt.lane());
            } else {
                ready.addLast(attempt.lane());
            }
        }
        sendWhatIsReady();
    }
}
