package io.camelclio.component;

import org.apache.camel.support.DefaultAsyncProducer;

/**
 * A producer with threads of its own, from its start to its stop. The rest of a route may block, so it runs on these,
 * neither on the HTTP client's nor on the JVM's timer.
 */
abstract class ThreadedProducer extends DefaultAsyncProducer {

    private RouteThreads threads;

    ThreadedProducer(ClioEndpoint endpoint) {
        super(endpoint);
    }

    /** Where work is done and the route goes on; the producer must be started. */
    final RouteThreads threads() {
        return threads;
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
