package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.pull.http.HttpCall;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** An operation that gives the route's thread back while it waits for others. */
abstract class ClioAsyncProducer extends ThreadedProducer {

    ClioAsyncProducer(ClioEndpoint endpoint) {
        super(endpoint);
    }

    /** Does the operation and writes its outcome into the exchange. */
    abstract CompletableFuture<Void> run(Exchange exchange) throws ClioException;

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        begin(exchange).whenComplete((done, failure) -> {
            if (failure != null) {
                exchange.setException(HttpCall.cause(failure));
            } else {
                RequestHeaders.useUp(exchange.getMessage());
            }
            threads().run(exchange, callback, () -> {});
        });
        return false;
    }

    private CompletableFuture<Void> begin(Exchange exchange) {
        try {
            return run(exchange);
        } catch (ClioException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
