package io.camelclio.component.webhook.delivery;

import io.camelclio.component.ClioChanges;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioConstants;
import io.camelclio.component.http.Answer;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.UnreadableRecord;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.support.DefaultConsumer;

/**
 * Hands verified deliveries to the route and turns its end into the answer. The message is built anew: of the HTTP request
 * only the signed body reaches it.
 */
public final class DeliveryRoute {

    private final DefaultConsumer consumer;
    private final ClioConnection connection;
    private final String model;
    private final ClioChanges changes;
    private final ConfirmedVersions confirmed;

    /**
     * A way into the consumer's route.
     *
     * @param model Clio's word for the kind of record
     * @param confirmed what is safe already, however it came
     */
    public DeliveryRoute(
            DefaultConsumer consumer, ClioConnection connection, String model, ConfirmedVersions confirmed) {
        this.consumer = consumer;
        this.confirmed = confirmed;
        this.connection = connection;
        this.model = model;
        this.changes = new ClioChanges(connection.source());
    }

    /** A change that is already safe where the route took it, however it came, is not sent again. */
    CompletableFuture<Answer> deliver(Delivery delivery, Instant vendorTime, Instant receivedAt) {
        ChangeEvent change;
        try {
            change = changes.of(model, delivery.record(), delivery.kind(), vendorTime, receivedAt, delivery.event());
        } catch (MalformedRecordException e) {
            return unreadable(delivery.record().bytes(), e);
        }
        if (confirmed.isLast(change)) {
            return CompletableFuture.completedFuture(WebhookAnswer.DONE);
        }
        Exchange exchange = exchange(delivery.record().bytes());
        Message message = exchange.getMessage();
        message.setHeader(ClioConstants.RECORD_ID, delivery.record().value("id"));
        message.setHeader(ClioConstants.EVENT, delivery.event());
        message.setHeader(ClioConstants.WEBHOOK_ID, delivery.webhookId());
        change.writeTo(message);
        return process(exchange).thenApply(answer -> {
            if (answer == WebhookAnswer.DONE) {
                confirmed.confirm(change);
            }
            return answer;
        });
    }

    /** A signed body that is no delivery goes to the route's error handler, which keeps it for a person to look at. */
    CompletableFuture<Answer> unreadable(byte[] body, MalformedRecordException why) {
        Exchange exchange = exchange(body);
        exchange.getMessage()
                .setHeader(
                        CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, connection.source().uri());
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

    private CompletableFuture<Answer> process(Exchange exchange) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        consumer.getAsyncProcessor().process(exchange, doneSync -> {
            boolean done = !exchange.isFailed() && !exchange.isRollbackOnly();
            consumer.releaseExchange(exchange, false);
            answer.complete(done ? WebhookAnswer.DONE : Answer.LATER);
        });
        return answer;
    }
}
