package io.camelclio.kafka.published;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Looks something up for all who ask, one time after the other: whoever asks while one is under way, and may have come too
 * late for it, shares the next with the others that do.
 */
final class Lookups {

    private final Supplier<CompletableFuture<Boolean>> lookup;
    private CompletableFuture<Boolean> underWay;
    private CompletableFuture<Boolean> next;

    /** @param lookup begins one, never waits, and ends in a bounded time */
    Lookups(Supplier<CompletableFuture<Boolean>> lookup) {
        this.lookup = lookup;
    }

    /** One that begins from now on; never fails. */
    CompletableFuture<Boolean> ask() {
        CompletableFuture<Boolean> mine;
        synchronized (this) {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            mine = next;
            if (underWay != null) {
                return mine;
            }
            goOn();
        }
        begin(mine);
        return mine;
    }

    private void begin(CompletableFuture<Boolean> asked) {
        lookup.get().whenComplete((known, failure) -> {
            CompletableFuture<Boolean> following;
            synchronized (this) {
                following = goOn();
            }
            asked.complete(failure == null && known);
            if (following != null) {
                begin(following);
            }
        });
    }

    private CompletableFuture<Boolean> goOn() {
        underWay = next;
        next = null;
        return underWay;
    }
}
