package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.rate.MonotonicClock;
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
     * @throws IllegalArgumentException when two have one name, or one is set up wrongly
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
