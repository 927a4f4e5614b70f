package io.camelclio.component.files;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for bytes to be sent and answered, for as long as they keep their pace. Sent means handed to the network: what
 * lies in its buffers counts, so the answer gets one whole pause of its own after the last byte.
 */
final class Transfer {

    private static final int LOOKS_PER_STALL = 4;

    private final Pace pace;
    private final long length;
    private final Clock clock;

    Transfer(Pace pace, long length, Clock clock) {
        this.pace = pace;
        this.length = length;
        this.clock = clock;
    }

    /** @param moved how many bytes were sent so far */
    <T> T await(CompletableFuture<T> answer, LongSupplier moved, String what) throws ClioException {
        Instant begin = clock.instant();
        Instant lastMove = begin;
        long before = 0;
        while (true) {
            try {
                return answer.get(Math.max(1, pace.stall().toMillis() / LOOKS_PER_STALL), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Instant now = clock.instant();
                long bytes = moved.getAsLong();
                lastMove = bytes > before ? now : lastMove;
                before = bytes;
                if (isTooSlow(Duration.between(begin, now), Duration.between(lastMove, now), bytes)) {
                    answer.cancel(true);
                    throw new ClioException(
                            Kind.NO_ANSWER,
                            0,
                            what + " stalled on its way to Clio's storage after " + bytes + " of " + length + " bytes");
                }
            } catch (ExecutionException e) {
                throw SignedStorage.noAnswer(what, e.getCause(), pace);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(true);
                throw new ClioException(Kind.NO_ANSWER, 0, "Storing " + what + " was interrupted");
            }
        }
    }

    private boolean isTooSlow(Duration sinceBegin, Duration sinceLastMove, long bytes) {
        boolean pauses = sinceLastMove.compareTo(pace.stall()) >= 0;
        boolean crawls = bytes < length && sinceBegin.compareTo(pace.allowance(bytes)) >= 0;
        return pauses || crawls;
    }
}
