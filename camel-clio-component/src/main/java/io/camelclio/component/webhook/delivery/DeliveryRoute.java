package io.camelclio.component.webhook.delivery;

import io.camelclio.component.ClioChanges;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioConstants;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.FollowedPlace;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;

/**
 * Hands verified deliveries to the route and turns its end into the verdict. The message is built anew: of the HTTP request
 * only the signed body reaches it.
 */
public final class DeliveryRoute {

    /** Leaves the route its time: the sender waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DefaultConsumer consumer;
    private final ClioConnection connection;
    private final String model;
    private final ClioChanges changes;
    private final ConfirmedVersions confirmed;
    /** Has no say, and is empty, where the place that changes go to is followed. */
    private final ConfirmedVersions delivered = new ConfirmedVersions(ConfirmedVersions.RECORDS);

    private final Twins twins = new Twins();
    private final ConfirmedListener listener;
    private final Executor threads;

    /**
     * A way into the consumer's route.
     *
     * @param model Clio's word for the kind of record
     * @param confirmed what is safe already, however it came
     * @param listener told what becomes safe
     * @param threads run the route where it had to be looked up first what is published
     */
    public DeliveryRoute(
            DefaultConsumer consumer,
            ClioConnection connection,
            String model,
            ConfirmedVersions confirmed,
            ConfirmedListener listener,
            Executor threads) {
        this.consumer = consumer;
        this.confirmed = confirmed;
        this.listener = listener;
        this.threads = threads;
        this.connection = connection;
        this.model = model;
        this.changes = new ClioChanges(connection.source());
    }

    /** Clio's time at a time of ours, for what has none of its own. */
    Instant vendorTimeAt(Instant ours) {
        return connection.vendorClock().at(ours);
    }

    /** The account's name. */
    String connection() {
        return connection.getName();
    }

    /**
     * A change whose delivery was taken before is not published again, by this process and, where the place it goes to is
     * followed, by no other; and of several deliveries of one change that are there at the same time one only is in the
     * route.
     *
     * @param answered whether nobody waits for this delivery any more
     */
    CompletableFuture<Verdict> deliver(
            Delivery delivery, Instant vendorTime, Instant receivedAt, BooleanSupplier answered) {
        ChangeEvent change;
        try {
            change = changes.of(model, delivery.record(), delivery.kind(), vendorTime, receivedAt, delivery.event());
        } catch (MalformedRecordException e) {
            return unreadable(delivery.record().bytes(), vendorTime, receivedAt, e);
        }
        boolean hasOwnTime = !change.time().equals(vendorTime);
        if (hasOwnTime) {
            connection.vendorClock().saw(change.time(), receivedAt);
        }
        return twins.take(change.id(), () -> forward(delivery, change), answered);
    }

    private CompletableFuture<Verdict> forward(Delivery delivery, ChangeEvent change) {
        return confirmed
                .place()
                .map(place -> forward(delivery, change, place))
                .orElseGet(() ->
                        isSafe(change) ? CompletableFuture.completedFuture(Verdict.TAKEN) : publish(delivery, change));
    }

    /**
     * That a read has brought a change is not enough: another copy of the application may have taken the delivery of an
     * older one since, and this one has to come behind it.
     */
    private boolean isSafe(ChangeEvent change) {
        return confirmed.isLast(change) && delivered.isLast(change);
    }

    /**
     * Of a place that is followed, all that is there says for certain whether another has come behind this change; what
     * this process remembers does not. It is looked up only for a change that has reason to be there. One that a delivery
     * has brought there is done with, whatever has come behind: what was sent while it was under way may have come first.
     */
    private CompletableFuture<Verdict> forward(Delivery delivery, ChangeEvent change, FollowedPlace place) {
        if (place.isDelivered(change)) {
            return CompletableFuture.completedFuture(safe(delivery, change));
        }
        if (!place.isBehind() && !place.isPublished(change) && !confirmed.isLast(change)) {
            return publish(delivery, change);
        }
        return place.refresh(PATIENCE)
                .thenComposeAsync(
                        known -> known && (place.isPublished(change) || place.isDelivered(change))
                                ? CompletableFuture.completedFuture(safe(delivery, change))
                                : publish(delivery, change),
                        threads)
                .toCompletableFuture();
    }

    private CompletableFuture<Verdict> publish(Delivery delivery, ChangeEvent change) {
        Exchange exchange = exchange(delivery.record().bytes());
        DeliveryMessage.write(exchange.getMessage(), delivery, change);
        return process(exchange).thenApply(verdict -> verdict == Verdict.TAKEN ? safe(delivery, change) : verdict);
    }

    private Verdict safe(Delivery delivery, ChangeEvent change) {
        confirmed.confirm(change);
        if (confirmed.place().isEmpty()) {
            delivered.confirm(change);
        }
        listener.confirmed(delivery.record().value("id"), delivery.kind(), change);
        return Verdict.TAKEN;
    }

    /** A signed body that is no delivery goes to the route's error handler, which keeps it for a person to look at. */
    CompletableFuture<Verdict> unreadable(
            byte[] body, Instant vendorTime, Instant receivedAt, MalformedRecordException why) {
        Exchange exchange = exchange(body);
        DeliveryMessage.writeUnreadable(exchange.getMessage(), connection.source(), vendorTime, receivedAt);
        UnreadableRecord.mark(exchange, why);
        return process(exchange);
    }

    private Exchange exchange(byte[] body) {
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(ClioConstants.CONNECTION, connection.getName());
        exchange.getMessage().setHeader(ClioConstants.ENTITY, model);
        return exchange;
    }

    private CompletableFuture<Verdict> process(Exchange exchange) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        consumer.getAsyncProcessor().process(exchange, doneSync -> {
            boolean done = !exchange.isFailed() && !exchange.isRollbackOnly();
            consumer.releaseExchange(exchange, false);
            verdict.complete(done ? Verdict.TAKEN : Verdict.FAILED);
        });
        return verdict;
    }
}
