package io.camelclio.component.webhook.delivery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Deliveries of one change that are there at the same time: one goes on, the others wait for its outcome and are taken
 * with it; if it fails, the next one goes on. Holds one entry for each change under way, so whoever bounds these bounds it.
 */
final class Twins {

    private final Map<String, CompletableFuture<Verdict>> underWay = new ConcurrentHashMap<>();

    /**
     * Goes on with a change unless that is under way already.
     *
     * @param change the change's identity
     * @param goOn takes the change, or finds that it was taken meanwhile
     * @param answered whether nobody waits for this delivery any more: then it does not go on after another's failure
     */
    CompletableFuture<Verdict> take(
            String change, Supplier<CompletableFuture<Verdict>> goOn, BooleanSupplier answered) {
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> first = underWay.putIfAbsent(change, mine);
        if (first != null) {
            return first.thenCompose(verdict -> verdict == Verdict.TAKEN || answered.getAsBoolean()
                    ? CompletableFuture.completedFuture(verdict)
                    : take(change, goOn, answered));
        }
        started(goOn).whenComplete((verdict, failure) -> {
            underWay.remove(change);
            mine.complete(failure == null ? verdict : Verdict.FAILED);
        });
        return mine;
    }

    private static CompletableFuture<Verdict> started(Supplier<CompletableFuture<Verdict>> goOn) {
        try {
            return goOn.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
