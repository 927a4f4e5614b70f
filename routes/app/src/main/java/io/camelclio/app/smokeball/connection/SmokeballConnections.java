package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.rate.MonotonicClock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * All accounts at Smokeball that an application has beans for: each has a name of its own, and those of one client share
 * its rate. When the application stops, nobody waits for a turn any more.
 */
public final class SmokeballConnections {

    private SmokeballConnections() {}

    /**
     * Starts every connection in Camel's registry, to be stopped with the context.
     *
     * @return the connections by the names of their beans
     * @throws IllegalArgumentException when two have one name or one key of webhooks, or one is set up wrongly
     */
    public static Map<String, SmokeballConnection> start(CamelContext context) {
        Map<String, SmokeballConnection> connections =
                new TreeMap<>(context.getRegistry().findByTypeWithName(SmokeballConnection.class));
        if (connections.isEmpty()) {
            return connections;
        }
        requireOwnNames(connections);
        ScheduledExecutorService scheduler = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(SmokeballConnections.class, "SmokeballConnections");
        ClientRates rates = new ClientRates(new MonotonicClock(), scheduler, () -> ThreadLocalRandom.current()
                .nextDouble());
        connections.values().forEach(connection -> {
            connection.setRates(rates);
            start(context, connection);
        });
        requireOwnWebhookKeys(connections.values());
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                rates.close();
            }
        });
        return connections;
    }

    private static void requireOwnNames(Map<String, SmokeballConnection> connections) {
        Map<String, String> beans = new HashMap<>();
        connections.forEach((bean, connection) -> {
            String other = beans.put(connection.getName(), bean);
            if (other != null) {
                throw new IllegalArgumentException("Two Smokeball connections are named '" + connection.getName()
                        + "', the beans " + other + " and " + bean + "; give one of them another name");
            }
        });
    }

    /** A webhook of one account is not to count as another's. */
    private static void requireOwnWebhookKeys(Collection<SmokeballConnection> connections) {
        Map<String, String> names = new HashMap<>();
        connections.forEach(connection -> connection.expectedWebhooks().ifPresent(webhooks -> {
            String other = names.put(webhooks.key(), connection.getName());
            if (other != null) {
                throw new IllegalArgumentException("The Smokeball connections '" + other + "' and '"
                        + connection.getName()
                        + "' have the same webhooks.secretKey; give each one of its own, such as the"
                        + " output of 'openssl rand -hex 32'");
            }
        }));
    }

    private static void start(CamelContext context, SmokeballConnection connection) {
        try {
            context.addService(connection, true, true);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
