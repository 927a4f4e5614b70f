package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.rate.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Which failed requests are made again, and when: with growing pauses and jitter, a bounded number of times. What may mean
 * that too much was asked for is repeated only once, so that whoever asked can ask for less.
 */
final class SmokeballRepetition {

    static final int MOST = 5;

    private static final int MOST_OF_TOO_MUCH = 1;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Set<Integer> PERHAPS_TOO_MUCH = Set.of(502, 504);

    private final Backoff backoff;

    /** @param random numbers from 0 to 1 for the jitter */
    SmokeballRepetition(DoubleSupplier random) {
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    }

    /**
     * How long to wait before the request is made again; empty when it is not.
     *
     * @param reads whether it changes nothing; a change is repeated only when it was surely not made
     * @param made how often it was repeated already
     */
    Optional<Duration> pause(boolean reads, Attempt attempt, int made) {
        if (attempt.status() == Attempt.TOO_MANY_REQUESTS) {
            // The rate itself waits, for all of its client.
            return made < MOST ? Optional.of(Duration.ZERO) : Optional.empty();
        }
        boolean tooMuch = attempt.isTimeOut() || PERHAPS_TOO_MUCH.contains(attempt.status());
        boolean passing = tooMuch || attempt.status() == 0 || attempt.status() >= 500;
        return passing && reads && made < (tooMuch ? MOST_OF_TOO_MUCH : MOST)
                ? Optional.of(backoff.pause(made))
                : Optional.empty();
    }
}
