package io.camelclio.component.api;

import io.camelclio.pull.rate.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Which failed calls are made again, and when: by the kind of failure, with growing pauses and jitter, a bounded number of
 * times. A change is repeated only when it was surely not applied, since Clio knows no idempotency key.
 */
final class Repetition {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Backoff growing;

    /** @param random numbers from 0 to 1 for the jitter */
    Repetition(DoubleSupplier random) {
        this.growing = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    }

    /**
     * How long to wait before the call is made again; empty when it is not.
     *
     * @param made how often the call was repeated already
     */
    Optional<Duration> pause(ClioCall call, ClioException failure, int made) {
        if (made >= call.mostRepeats() || !mayRepeat(call.method(), failure)) {
            return Optional.empty();
        }
        // The rate budget itself waits as long as Clio asked for, unless it was the token's address that asked.
        boolean budgetWaits = failure.kind() == ClioException.Kind.RATE_LIMITED && failure.request() != null;
        return Optional.of(budgetWaits ? Duration.ZERO : growing.pause(made));
    }

    private static boolean mayRepeat(String method, ClioException failure) {
        return switch (failure.kind()) {
            case RATE_LIMITED, UNREACHABLE -> true;
            case VENDOR_FAILURE, NO_ANSWER -> !changesWithoutIdentity(method) || ClioErrors.isUploadTimeout(failure);
            case MALFORMED_JSON -> method.equals("GET");
            case CONFLICT -> method.equals("DELETE");
            default -> false;
        };
    }

    private static boolean changesWithoutIdentity(String method) {
        return method.equals("POST") || method.equals("PATCH");
    }
}
