package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * An operation that gives the route's thread back while it waits for others. The rest of the route may block, so it runs
 * on threads of this producer's own, neither on the HTTP client's nor on the JVM's timer.
 */
abstract class ClioAsyncProducer extends DefaultAsyncProducer {

    private RouteThreads threads;

    ClioAsyncProducer(ClioEndpoint endpoint) {
        super(endpoint);
    }

    /** Does the operation and writes its outcome into the exchange. */
    abstract CompletableFuture<Void> run(Exchange exchange) throws ClioException;

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        begin(exchange).whenComplete((done, failure) -> {
            if (failure != null) {
                exchange.setException(failure instanceof CompletionException ? failure.getCause() : failure);
            } else {
                RequestHeaders.useUp(exchange.getMessage());
            }
            threads.run(exchange, callback, () -> {});
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

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = new RouteThreads(getEndpoint());
    }

    @Override
    protected void doStop() throws Exception {
        if (threads != null) {
            threads.close();
        }
        super.doStop();
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }
}
