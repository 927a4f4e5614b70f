package io.camelclio.component.webhook.delivery;

import io.camelclio.component.ClioChanges;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioConstants;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.UnreadableRecord;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;

/**
 * Hands verified deliveries to the route and turns its end into the verdict. The message is built anew: of the HTTP request
 * only the signed body reaches it.
 */
public final class DeliveryRoute {

    private static final int REMEMBERED_RECORDS = 20_000;

    private final DefaultConsumer consumer;
    private final ClioConnection connection;
    private final String model;
    private final ClioChanges changes;
    private final ConfirmedVersions confirmed;
    private final ConfirmedVersions delivered = new ConfirmedVersions(REMEMBERED_RECORDS);
    private final Twins twins = new Twins();
    private final ConfirmedListener listener;

    /**
     * A way into the consumer's route.
     *
     * @param model Clio's word for the kind of record
     * @param confirmed what is safe already, however it came
     * @param listener told what becomes safe
     */
    public DeliveryRoute(
            DefaultConsumer consumer,
            ClioConnection connection,
            String model,
            ConfirmedVersions confirmed,
            ConfirmedListener listener) {
        this.consumer = consumer;
        this.confirmed = confirmed;
        this.listener = listener;
        this.connection = connection;
        this.model = model;
        this.changes = new ClioChanges(connection.source());
    }

    /** The account's name. */
    String connection() {
        return connection.getName();
    }

    /**
     * A change whose delivery the route took before is not sent again, and of several deliveries of one change that are
     * there at the same time one only is in the route.
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
        return twins.take(change.id(), () -> forward(delivery, change), answered);
    }

    private CompletableFuture<Verdict> forward(Delivery delivery, ChangeEvent change) {
        if (isSafe(change)) {
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }
        Exchange exchange = exchange(delivery.record().bytes());
        DeliveryMessage.write(exchange.getMessage(), delivery, change);
        return process(exchange).thenApply(verdict -> {
            if (verdict == Verdict.TAKEN) {
                confirmed.confirm(change);
                delivered.confirm(change);
                listener.confirmed(delivery.record().value("id"), delivery.kind(), change);
            }
            return verdict;
        });
    }

    /**
     * That a read has brought a change is not enough: another copy of the application may have taken the delivery of an
     * older one since, and this one has to come behind it.
     */
    private boolean isSafe(ChangeEvent change) {
        return confirmed.isLast(change) && delivered.isLast(change);
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
