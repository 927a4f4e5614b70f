package io.camelclio.component.action;

import io.camelclio.component.http.HttpAdapter;
import io.camelclio.component.http.HttpEngine;
import io.camelclio.component.http.PlatformHttpAdapter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Serves the endpoint's path. Routes run on threads of its own: those that bring Clio's answers never wait. */
class ClioActionConsumer extends DefaultConsumer implements Suspendable {

    private static final Set<String> ANSWER_HEADERS =
            Set.of("cache-control", "referrer-policy", "x-content-type-options", "location", "retry-after", "allow");

    private ClickHandler handler;
    private ExecutorService executor;
    private HttpAdapter http;

    ClioActionConsumer(ClioActionEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ClioActionEndpoint endpoint = getEndpoint();
        CamelContext context = endpoint.getCamelContext();
        Duration timeout = Duration.ofMillis(endpoint.getTimeout());
        endpoint.getComponent().clio().servedPaths().claim(endpoint.servedPath(), this);
        executor = context.getExecutorServiceManager().newThreadPool(this, "ClioAction", threads());
        handler = new ClickHandler(
                endpoint.subjects(),
                endpoint.connections(),
                endpoint.getComponent().seen(),
                new Verification(endpoint.fieldList(), timeout.dividedBy(3)),
                new ActionRoute(this),
                endpoint.getMaxInFlight(),
                timeout,
                executor);
        http = adapter(context, endpoint.servedPath());
        http.start();
    }

    /** A click has no body. */
    private HttpAdapter adapter(CamelContext context, String path) throws Exception {
        Optional<HttpEngine> engine = HttpEngine.of(context);
        return engine.isPresent()
                ? engine.get().adapter(path, handler, 0)
                : new PlatformHttpAdapter(context, path, handler, Set.of(), ANSWER_HEADERS);
    }

    /** Two for each click that may be in flight, its route and its late answer; none while nobody clicks. */
    private ThreadPoolProfile threads() {
        ThreadPoolProfile profile = new ThreadPoolProfile("clio-action");
        profile.setPoolSize(2 * getEndpoint().getMaxInFlight());
        profile.setMaxPoolSize(2 * getEndpoint().getMaxInFlight());
        profile.setMaxQueueSize(getEndpoint().getMaxInFlight());
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    @Override
    protected void doSuspend() throws Exception {
        handler.accept(false);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        handler.accept(true);
    }

    @Override
    protected void doStop() throws Exception {
        if (http != null) {
            http.stop();
        }
        if (executor != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(executor);
        }
        getEndpoint().getComponent().clio().servedPaths().release(getEndpoint().servedPath(), this);
        super.doStop();
    }

    @Override
    public ClioActionEndpoint getEndpoint() {
        return (ClioActionEndpoint) super.getEndpoint();
    }
}
