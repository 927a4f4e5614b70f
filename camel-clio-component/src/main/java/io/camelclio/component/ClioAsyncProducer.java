package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * An operation that gives the route's thread back while it waits for others. The rest of the route may block, so it runs
 * on a pool of this producer's own, neither on the HTTP client's threads nor on the JVM's timer.
 */
abstract class ClioAsyncProducer extends DefaultAsyncProducer {

    private ExecutorService pool;

    ClioAsyncProducer(ClioEndpoint endpoint) {
        super(endpoint);
    }

    /** Does the operation and writes its outcome into the exchange. */
    abstract CompletableFuture<Void> run(Exchange exchange) throws ClioException;

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        begin(exchange)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                exchange.setException(
                                        failure instanceof CompletionException ? failure.getCause() : failure);
                            }
                            callback.done(false);
                        },
                        pool);
        return false;
    }

    private CompletableFuture<Void> begin(Exchange exchange) {
        try {
            return run(exchange);
        } catch (ClioException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Threads that may block. */
    final ExecutorService pool() {
        return pool;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        pool = getEndpoint().getCamelContext().getExecutorServiceManager().newDefaultThreadPool(this, "ClioProducer");
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(pool);
        super.doStop();
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }
}
