package io.camelclio.component.webhook.repair;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.telemetry.RepairObserver;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failures of one thing that is tried again and again: tells of each, and how long to leave it, longer with each
 * failure. A stop, the end of leading, or a rate limit that leaves no room, is none.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final String what;
    private final String model;
    private final String connection;
    private final BooleanSupplier leads;
    private final RepairObserver observer;
    private Duration pause = FIRST_PAUSE;
    private boolean failing;

    /**
     * Of one thing that only the leader does.
     *
     * @param what is tried, as the beginning of a sentence
     * @param leads whether this process leads
     */
    Failures(String what, RepairSettings of, BooleanSupplier leads, RepairObserver observer) {
        this.what = what;
        this.leads = leads;
        this.model = of.model();
        this.connection = of.connection();
        this.observer = observer;
    }

    /** It has been done. */
    void over() {
        pause = FIRST_PAUSE;
        failing = false;
    }

    /** Whether it failed when it was last tried. */
    boolean isFailing() {
        return failing;
    }

    /** It could not be done; gives back when to try it again. */
    Duration pauseAfter(Exception failure) {
        Duration now = pause;
        if (failure instanceof CancellationException) {
            LOG.debug("{} of {} for connection '{}' is stopped", what, model, connection);
        } else if (!leads.getAsBoolean()) {
            LOG.debug("{} of {} for connection '{}' is now for whoever leads", what, model, connection, failure);
            return Duration.ZERO;
        } else if (isLimited(failure)) {
            LOG.debug(
                    "The rate limit leaves no room now: {} of {} for connection '{}' goes on later",
                    what,
                    model,
                    connection);
        } else {
            failing = true;
            pause = doubled(pause);
            tell(failure, now);
        }
        return now;
    }

    private static boolean isLimited(Exception failure) {
        return failure instanceof ClioException e
                && (e.kind() == ClioException.Kind.RATE_LIMITED || e.kind() == ClioException.Kind.BUDGET_EXHAUSTED);
    }

    private void tell(Exception failure, Duration nextTry) {
        observer.failed(failure);
        LOG.warn(
                "{} of {} for connection '{}' failed, next try in {} s: {}",
                what,
                model,
                connection,
                nextTry.toSeconds(),
                words(failure));
        LOG.debug("{} of {} for connection '{}' failed", what, model, connection, failure);
    }

    /** Clio's own words; of any other failure only its kind is safe to show. */
    private static String words(Exception failure) {
        return failure instanceof ClioException
                ? failure.getMessage()
                : failure.getClass().getSimpleName()
                        + "; look for the failure of the route, the state repository or the known records";
    }

    private static Duration doubled(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
