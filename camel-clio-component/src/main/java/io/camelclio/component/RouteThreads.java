package io.camelclio.component;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Threads of one producer, on which it and the rest of the route may block. Every exchange ends: one that they have no
 * room for, or that comes after their end, fails on the thread that brings it.
 */
final class RouteThreads implements AutoCloseable {

    /** How many exchanges run at the same time. */
    static final int THREADS = 10;

    /** How many more may wait for a thread. */
    static final int MOST_WAITING = 1_000;

    private final CamelContext context;
    private final Endpoint endpoint;
    private final ExecutorService pool;

    RouteThreads(Endpoint endpoint) {
        this.context = endpoint.getCamelContext();
        this.endpoint = endpoint;
        this.pool = context.getExecutorServiceManager().newThreadPool(endpoint, "ClioProducer", profile());
    }

    private static ThreadPoolProfile profile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("clio-producer");
        profile.setPoolSize(THREADS);
        profile.setMaxPoolSize(THREADS);
        profile.setMaxQueueSize(MOST_WAITING);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /**
     * Does what is left to do for an exchange, and then goes on with its route.
     *
     * @param work notes its own failures in the exchange
     */
    void run(Exchange exchange, AsyncCallback callback, Runnable work) {
        try {
            pool.execute(() -> {
                work.run();
                callback.done(false);
            });
        } catch (RejectedExecutionException e) {
            if (exchange.getException() == null) {
                exchange.setException(new RejectedExecutionException(
                        "The exchange cannot go on after " + endpoint + ": the route was stopped, or its " + THREADS
                                + " threads are busy and " + MOST_WAITING
                                + " exchanges wait for them; what was sent to Clio before may have been done"));
            }
            callback.done(false);
        }
    }

    /** Those that wait still run; later ones fail. */
    @Override
    public void close() {
        context.getExecutorServiceManager().shutdown(pool);
    }
}
