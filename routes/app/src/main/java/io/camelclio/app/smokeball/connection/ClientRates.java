package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.http.Origin;
import io.camelclio.pull.rate.Pauses;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/** What the accounts of each client share: the vendor counts by client id (Smokeball, "Rate limits"). */
final class ClientRates implements AutoCloseable {

    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final DoubleSupplier random;
    private final Pauses pauses;
    private final Map<Client, ClientRate> rates = new HashMap<>();

    /**
     * @param clock should be monotonic
     * @param random numbers from 0 to 1 for the jitter of pauses
     */
    ClientRates(Clock clock, ScheduledExecutorService scheduler, DoubleSupplier random) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.random = random;
        this.pauses = new Pauses(scheduler);
    }

    synchronized ClientRate of(String clientId, Origin api) {
        return rates.computeIfAbsent(new Client(clientId, api), client -> new ClientRate(clock, scheduler, random));
    }

    /** Between repetitions. */
    Pauses pauses() {
        return pauses;
    }

    /** Whoever waits is told that there will be no turn. */
    @Override
    public synchronized void close() {
        pauses.close();
        rates.values().forEach(ClientRate::close);
    }

    private record Client(String id, Origin api) {}
}
