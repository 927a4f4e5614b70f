package io.camelclio.app.smokeball.connection;

import static org.awaitility.Awaitility.await;

import io.camelclio.pull.rate.Priority;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Connections to a played Smokeball over real HTTP, with time and jitter in the test's hands: each pause is as long as it
 * can be, and passes when {@link #outcome} waits for a call.
 */
final class PlayedAccount implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final TestClock clock = new TestClock("2026-03-02T09:30:00Z");
    final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    final SmokeballSandbox sandbox;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClientRates rates = new ClientRates(clock, scheduler, () -> 1);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Map<SmokeballConnection, CloseableHttpClient> clients = new HashMap<>();
    private final List<SmokeballConnection> connections = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    PlayedAccount() {
        this(SmokeballSandbox.builder());
    }

    PlayedAccount(SmokeballSandbox.Builder builder) {
        sandbox = builder.clock(clock).start();
        HealthCheckRegistry checks = new DefaultHealthCheckRegistry(context);
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, checks);
        context.getRegistry().bind("meters", meters);
    }

    /** A started connection by client credentials, unless it is set up otherwise. */
    SmokeballConnection connect(Consumer<SmokeballConnection> setup) {
        SmokeballConnection connection = new SmokeballConnection();
        connection.setCamelContext(context);
        connection.setApiUrl(sandbox.apiUri().toString());
        connection.setAuthUrl(sandbox.authUri().toString());
        connection.setApiKey(sandbox.apiKey());
        connection.setClientId(sandbox.clientId());
        connection.setClientSecret(sandbox.clientSecret());
        connection.setClock(clock);
        connection.setRandom(() -> 1);
        connection.setRates(rates);
        setup.accept(connection);
        connection.start();
        connections.add(connection);
        HttpClientBuilder client = HttpClientBuilder.create();
        connection.configureHttpClient(client);
        clients.put(connection, client.build());
        return connection;
    }

    SmokeballConnection connect() {
        return connect(connection -> {});
    }

    /** What a call came to: its status, or the failure's class and message. */
    record Outcome(int status, String body, Exception failure) {}

    /** Asks for a path below the account, on a thread of its own. */
    CompletableFuture<Outcome> call(SmokeballConnection connection, String path) {
        return send(clients.get(connection), new HttpGet(connection.address() + path));
    }

    CompletableFuture<Outcome> post(SmokeballConnection connection, String path) {
        HttpPost post = new HttpPost(connection.address() + path);
        post.setEntity(new StringEntity("{}"));
        return send(clients.get(connection), post);
    }

    /** Asks as somebody does who waits for the answer. */
    CompletableFuture<Outcome> callLive(SmokeballConnection connection, String path) {
        HttpClientBuilder client = HttpClientBuilder.create();
        try {
            connection.live().configureHttpClient(client);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return send(client.build(), new HttpGet(connection.address() + path));
    }

    CompletableFuture<Outcome> send(CloseableHttpClient client, HttpUriRequestBase request) {
        open.incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client.execute(
                                request,
                                response -> new Outcome(
                                        response.getCode(),
                                        response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity()),
                                        null));
                    } catch (Exception e) {
                        return new Outcome(0, "", e);
                    } finally {
                        open.decrementAndGet();
                    }
                },
                callers);
    }

    CloseableHttpClient client(SmokeballConnection connection) {
        return clients.get(connection);
    }

    /** What one call comes to; while it waits, time passes. */
    Outcome outcome(CompletableFuture<Outcome> call) {
        while (!call.isDone()) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> call.isDone() || !scheduler.delays().isEmpty());
            if (!call.isDone()) {
                scheduler.runNext();
            }
        }
        return call.join();
    }

    Outcome get(SmokeballConnection connection, String path) {
        return outcome(call(connection, path));
    }

    /** From now on no time passes while a call is on its way: each waits for its turn, or has ended. */
    void letCallsEndInNoTime(SmokeballConnection connection) {
        scheduler.beforeMoving(() -> await("the calls on their way")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    var state = connection.budgetState();
                    return open.get() == state.backfill() + state.interactive();
                }));
    }

    /** Until so many calls wait for their turn. */
    void awaitWaiting(SmokeballConnection connection, Priority priority, int calls) {
        await("calls that wait").atMost(PATIENCE).until(() -> {
            var state = connection.budgetState();
            return (priority == Priority.BACKFILL ? state.backfill() : state.interactive()) == calls;
        });
    }

    /** As when the application stops. */
    void stopWaiting() {
        rates.close();
    }

    long tokenRequests() {
        return sandbox.tokenRequests().total();
    }

    HealthCheck.Result health(SmokeballConnection connection) {
        return HealthCheckRegistry.get(context)
                .getCheck("smokeball-connection:" + connection.getName())
                .orElseThrow()
                .call();
    }

    @Override
    public void close() {
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
        connections.forEach(SmokeballConnection::stop);
        rates.close();
        callers.shutdownNow();
        context.stop();
        sandbox.close();
    }
}
