package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.rate.Backoff;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * What one client may ask of Smokeball, all its accounts together: five calls a second and five at once (Smokeball, "Rate
 * limits"). Whoever waits longest goes first, so that no route outruns another; live reads go before sweeps. After a 429
 * nobody of this client asks for a while, which grows with each refusal in a row.
 */
final class ClientRate implements AutoCloseable {

    static final int CALLS_PER_SECOND = 5;

    /** How long a call waits for its turn. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** No header stops us for longer, or lets us run on without any pause. */
    private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

    private final RateBudget budget;
    private final Backoff backoff;
    private final Clock clock;
    private int refusals;
    private Instant refusedAt = Instant.MIN;

    /** @param random numbers from 0 to 1 for the jitter */
    ClientRate(Clock clock, ScheduledExecutorService scheduler, DoubleSupplier random) {
        this.budget = new RateBudget(CALLS_PER_SECOND, Duration.ofSeconds(1), clock, scheduler);
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.clock = clock;
    }

    /** A turn for one call; fails at once where a pause is longer than a call would wait. */
    CompletableFuture<Turn> turn(Priority priority) {
        Optional<Instant> pausedUntil = state().pausedUntil();
        if (pausedUntil.isPresent() && pausedUntil.get().isAfter(clock.instant().plus(PATIENCE))) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException("Smokeball asked for silence until " + pausedUntil.get()));
        }
        return budget.acquire(priority, PATIENCE);
    }

    /**
     * A call was answered 429. Those that were on their way together are one refusal.
     *
     * @param sent when the call was sent
     * @param retryAfter the pause that the answer asks for
     */
    synchronized void refused(Instant sent, Optional<Duration> retryAfter) {
        retryAfter.map(ClientRate::bounded).ifPresent(budget::pauseFor);
        if (!sent.isAfter(refusedAt)) {
            return;
        }
        refusedAt = clock.instant();
        if (retryAfter.isEmpty()) {
            budget.pauseFor(backoff.pause(refusals));
        }
        refusals++;
    }

    /** A call was let through. */
    synchronized void admitted(Instant sent) {
        if (sent.isAfter(refusedAt)) {
            refusals = 0;
        }
    }

    private static Duration bounded(Duration pause) {
        if (pause.compareTo(FIRST_PAUSE) < 0) {
            return FIRST_PAUSE;
        }
        return pause.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : pause;
    }

    RateBudget.State state() {
        return budget.state();
    }

    @Override
    public void close() {
        budget.close();
    }
}
