package io.camelclio.component.action;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioConstants;
import io.camelclio.component.http.Answer;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands confirmed clicks to the route and makes its result the answer. The message is built anew: nothing of the HTTP
 * request reaches it, so that the nonce is in no log or trace of the route.
 */
final class ActionRoute {

    private static final Logger LOG = LoggerFactory.getLogger(ActionRoute.class);

    private final ClioActionConsumer consumer;

    ActionRoute(ClioActionConsumer consumer) {
        this.consumer = consumer;
    }

    /** What the browser is shown; never fails. */
    CompletableFuture<Answer> show(Click click, ClioConnection connection, byte[] record) {
        Exchange exchange = exchange(click, connection, record);
        CompletableFuture<Answer> shown = new CompletableFuture<>();
        try {
            // The body may lie in a file that the end of the unit of work deletes.
            consumer.createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            shown.complete(end(exchange, click, connection));
            return shown;
        }
        consumer.getAsyncProcessor().process(exchange, doneSync -> shown.complete(end(exchange, click, connection)));
        return shown;
    }

    private Exchange exchange(Click click, ClioConnection connection, byte[] record) {
        Exchange exchange = consumer.createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        Message message = exchange.getMessage();
        message.setBody(record);
        message.setHeader(ClioConstants.CONNECTION, connection.getName());
        message.setHeader(
                ClioConstants.ENTITY, click.subject().type().resource().entity());
        message.setHeader(ClioConstants.RECORD_ID, Long.toString(click.subject().id()));
        message.setHeader(ClioConstants.USER_ID, click.userId());
        message.setHeader(ClioConstants.ACTION_ID, click.actionId());
        return exchange;
    }

    private Answer end(Exchange exchange, Click click, ClioConnection connection) {
        try {
            if (exchange.isFailed()) {
                throw exchange.getException();
            }
            return exchange.isRollbackOnly() ? ActionAnswer.FAILED : ActionAnswer.of(exchange.getMessage());
        } catch (Exception e) {
            // Its message may quote the record.
            LOG.warn(
                    "Connection '{}': the route of action '{}' failed with {} for {}, which was answered with 500; the"
                            + " debug level shows where",
                    connection.getName(),
                    consumer.getEndpoint().getName(),
                    e.getClass().getName(),
                    click);
            LOG.debug("The failure of action '{}'", consumer.getEndpoint().getName(), e);
            return ActionAnswer.FAILED;
        } finally {
            consumer.doneUoW(exchange);
            consumer.releaseExchange(exchange, false);
        }
    }
}
