package io.camelclio.component.webhook;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.leadership.Replicas;
import io.camelclio.component.telemetry.RepairState;
import io.camelclio.component.webhook.subscription.PlannedTasks;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.PlayedPlace;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.LoadBalancer;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/**
 * A Clio whose time the test moves, one application, or several copies of it, with one {@code clio-webhook} route behind a balancer that keeps its
 * address, and what outlives the application: its state, what is known, and the topic. Looks at subscriptions and repairs run
 * in the test's time, calls over HTTP in real time; {@link #pass} returns when all that was begun has ended.
 */
final class RepairedClio implements AutoCloseable {

    /** A consumer at rest has its next look at the subscription and its next look for gaps before it. */
    private static final int TASKS_AT_REST = 2;

    final TestClock clock = new TestClock("2026-03-02T08:00:00Z");
    final HandDrivenScheduler time = new HandDrivenScheduler(clock);
    final ClioSandbox clio;
    final LoadBalancer balancer = LoadBalancer.start();
    final Landing topic = new Landing();
    final MemoryKnownRecords known = new MemoryKnownRecords(1_000_000);
    MemoryStateRepository states = new MemoryStateRepository();
    private Optional<PlayedPlace> followed = Optional.empty();
    private final String list;
    private final List<Application> copies = new ArrayList<>();
    private Application application;

    /** @param list the path of the model's list */
    RepairedClio(String list) {
        this(list, ClioSandbox.builder());
    }

    RepairedClio(String list, ClioSandbox.Builder settings) {
        this.list = list;
        this.clio =
                settings.time(time).rateLimit(1_000_000, Duration.ofMinutes(1)).start();
        time.beforeMoving(this::rest);
    }

    /** From the next start on, what lands is known to all copies whose endpoint has the memory {@code topic}. */
    RepairedClio followed() {
        followed = Optional.of(new PlayedPlace("topic"));
        topic.publishTo(followed.get());
        return this;
    }

    /** Starts the application anew; {@code known} outlives it. */
    RepairedClio start(String endpoint) throws Exception {
        return start(endpoint, known);
    }

    /** @param lasting what is known elsewhere; null when the application is to remember by itself */
    RepairedClio start(String endpoint, KnownRecords lasting) throws Exception {
        application = new Application(endpoint, lasting, Optional.empty());
        application.start();
        pass(Duration.ZERO);
        return this;
    }

    /** Starts a copy of the application for each name, on what outlives them; {@link #repair} is of the first one. */
    void startCopies(String endpoint, Replicas replicas, String... names) throws Exception {
        for (String name : names) {
            Application copy = new Application(endpoint, known, Optional.of(replicas.join(name)));
            copies.add(copy);
            copy.start();
        }
        if (application == null) {
            application = copies.remove(0);
        }
        pass(Duration.ZERO);
    }

    /** Stops the application, as an operator does; there is no answer for Clio until the next start. */
    void stop() {
        application.close();
        application = null;
    }

    boolean isRunning() {
        return application != null;
    }

    DefaultCamelContext context() {
        return application.context;
    }

    /** Clio no longer reaches the application, which does not know. */
    void cutOff() {
        balancer.remove(application.server);
    }

    void reconnect() {
        balancer.add(application.server);
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    private void rest() {
        if (application != null) {
            application.awaitRest();
        }
        copies.forEach(Application::awaitRest);
    }

    ClioRecords records() {
        return clio.records(list);
    }

    /** The etags of all records in Clio, by id. */
    Map<String, String> inClio() {
        Map<String, String> etags = new HashMap<>();
        for (ClioRecord record : records().all()) {
            etags.put(String.valueOf(record.id()), record.json().path("etag").asText());
        }
        return etags;
    }

    /** How the repair stands in the application. */
    RepairState repair() {
        return application.connection.telemetry().repairs().get(0);
    }

    /** The requests for the model's list or one of its records. */
    List<RequestLog.Entry> reads() {
        return clio.requests().entries().stream()
                .filter(entry -> entry.path().startsWith("/api/v4/" + list))
                .filter(entry -> entry.method().equals("GET"))
                .toList();
    }

    long webhookId() {
        return clio.webhooks().ids().get(0);
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
        copies.forEach(Application::close);
        balancer.close();
        clio.close();
    }

    /** One run of the application. */
    private final class Application implements AutoCloseable {

        private final DefaultCamelContext context = new DefaultCamelContext();
        private final ClioWebhookComponent component = new ClioWebhookComponent(context);
        private final PlannedTasks tasks = new PlannedTasks(time);
        private final ClioConnection connection;
        private final URI server;

        Application(String endpoint, KnownRecords lasting, Optional<CamelClusterService> cluster) throws Exception {
            connection = connection(tasks.scheduler());
            connection.setName("sandbox");
            connection.setApiUrl(clio.baseUri().toString());
            connection.setAccessToken(clio.accessToken());
            connection.setRequestTimeout(Duration.ofSeconds(10));
            component.setConnection(connection);
            component.setPublicUrl(balancer.baseUri().toString());
            context.getShutdownStrategy().setTimeout(5);
            context.addComponent("clio-webhook", component);
            context.getRegistry().bind("states", states);
            if (lasting != null) {
                context.getRegistry().bind("known", lasting);
            }
            followed.ifPresent(place -> context.getRegistry().bind("places", place));
            if (cluster.isPresent()) {
                context.addService(cluster.get());
            }
            MainHttpServer http = new MainHttpServer();
            http.setCamelContext(context);
            http.setHost("127.0.0.1");
            http.setPort(0);
            context.addService(http, true, true);
            context.build();
            http.start();
            server = URI.create("http://127.0.0.1:"
                    + http.getRouter().getServer().getServer().actualPort());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("clio-webhook:" + endpoint).routeId("webhook").process(topic);
                }
            });
        }

        void awaitRest() {
            tasks.await(TASKS_AT_REST, () -> !context.isStarted());
        }

        void start() {
            balancer.add(server);
            context.start();
        }

        private ClioConnection connection(ScheduledExecutorService timer) {
            return new ClioConnection() {
                @Override
                public Clock clock() {
                    return clock;
                }

                @Override
                public ScheduledExecutorService scheduler() {
                    return timer;
                }
            };
        }

        @Override
        public void close() {
            balancer.remove(server);
            context.stop();
            tasks.cancelAll();
        }
    }
}
