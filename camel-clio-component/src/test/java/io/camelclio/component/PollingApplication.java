package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.Settled;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.clio.ClioSandbox;
import java.time.Clock;
import org.apache.camel.Processor;
import org.apache.camel.SuspendableService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * A plain Camel application with one polling route on a sandbox. Closing it and making another on the same state
 * repository is a restart.
 */
final class PollingApplication implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HandDrivenPolls polls = new HandDrivenPolls();
    private final ReceivedRecords unreadable = new ReceivedRecords();

    PollingApplication(ClioSandbox clio, Clock clock, StateRepository<String, String> states) {
        ClioConnection account = new ClioConnection();
        account.setCamelContext(context);
        account.setName("us");
        account.setApiUrl(clio.baseUri().toString());
        account.setClientId(clio.clientId());
        account.setClientSecret(clio.clientSecret());
        account.setRefreshToken(clio.refreshToken());
        account.setClock(clock);
        account.setScheduler(new HurriedScheduler());
        context.getRegistry().bind("account", account);
        context.getRegistry().bind("polls", polls);
        context.getRegistry().bind("states", states);
        context.getShutdownStrategy().setTimeout(1);
    }

    /** Puts a bean into the registry, before the start. */
    PollingApplication bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    /** Makes exchanges as {@code camel.main.exchange-factory=pooled} does, before the start. */
    PollingApplication pooled() {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        return this;
    }

    /** The health check of the route's consumer. */
    HealthCheck health() {
        return ((HealthCheckAware) context.getRoute("poll").getConsumer()).getHealthCheck();
    }

    /** Starts a route from a Clio endpoint to a processor. */
    PollingApplication start(String endpoint, Processor end) throws Exception {
        String uri = endpoint + (endpoint.contains("?") ? "&" : "?")
                + "connection=#account&scheduler=#polls&pollStrategy=#polls";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(MalformedRecordException.class).handled(true).to("direct:unreadable");
                from(uri).routeId("poll").process(end);
                from("direct:unreadable").process(unreadable);
            }
        });
        context.start();
        return this;
    }

    /** A change that another endpoint with the same memory has confirmed, one of webhooks say. */
    void confirmElsewhere(String memory, ChangeEvent change) {
        memory(memory).confirm(change);
    }

    /** An entity's changes are delivered by another endpoint with the same memory, one of webhooks say. */
    void deliverElsewhere(String memory, String entity, Settled settled) {
        memory(memory).deliver(entity, settled);
    }

    /** And is not any more. */
    void endDeliveryElsewhere(String memory, String entity) {
        memory(memory).endDelivery(entity);
    }

    private ConfirmedVersions memory(String name) {
        return context.getRegistry()
                .lookupByNameAndType("account", ClioConnection.class)
                .confirmed(name);
    }

    HandDrivenPolls.Outcome poll() {
        return polls.poll();
    }

    /** What the polled endpoint's URI says of requests. */
    ClioRequestOptions request() {
        return ((ClioEndpoint) context.getRoute("poll").getEndpoint()).getRequest();
    }

    /** Lets the scheduler have its turn, which need not be a poll. */
    void turn() {
        polls.turn();
    }

    /** Suspends the polling consumer, which ends its read after the record it is at. */
    void suspend() {
        ((SuspendableService) context.getRoute("poll").getConsumer()).suspend();
    }

    /** Whether a poll is under way. */
    boolean isPolling() {
        return ((ScheduledPollConsumer) context.getRoute("poll").getConsumer()).isPolling();
    }

    /** Stops the route, as an operator does who starts it again later. */
    void stopRoute() throws Exception {
        context.getRouteController().stopRoute("poll");
    }

    void startRoute() throws Exception {
        context.getRouteController().startRoute("poll");
    }

    void resume() {
        ((SuspendableService) context.getRoute("poll").getConsumer()).resume();
    }

    /** Starts a producer of another endpoint. */
    void producer(String endpoint) throws Exception {
        String uri = endpoint + (endpoint.contains("?") ? "&" : "?") + "connection=#account";
        context.getEndpoint(uri).createProducer().start();
    }

    /** What the route's error handler got because it could not be read. */
    ReceivedRecords unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        context.stop();
    }
}
