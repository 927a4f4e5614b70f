package io.camelclio.pull.progress;

import io.camelclio.event.ChangeEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What one read has in hand of what it shares with others, so that of two which meet the same change one hands it over and
 * the other waits for what becomes of it. Holds the page that the read is about to hand over and what it has in flight.
 * Whatever is still claimed when the read ends is released then. Safe for several threads.
 */
public final class Claims implements AutoCloseable {

    private final Map<String, CompletableFuture<Void>> ofAll;
    private final Map<String, CompletableFuture<Void>> mine = new HashMap<>();

    /** @param ofAll what is claimed by all reads, by identity; its monitor guards everything */
    Claims(Map<String, CompletableFuture<Void>> ofAll) {
        this.ofAll = ofAll;
    }

    /**
     * Claims all of these changes or, where another read has one of them in hand, none.
     *
     * @return empty when they are claimed; else what is completed when the other read lets go of the one
     */
    public Optional<CompletableFuture<Void>> claim(Collection<ChangeEvent> changes) {
        synchronized (ofAll) {
            for (ChangeEvent change : changes) {
                CompletableFuture<Void> others = ofAll.get(change.id());
                if (others != null && !mine.containsKey(change.id())) {
                    return Optional.of(others);
                }
            }
            for (ChangeEvent change : changes) {
                mine.put(change.id(), ofAll.computeIfAbsent(change.id(), id -> new CompletableFuture<>()));
            }
            return Optional.empty();
        }
    }

    /** This change is where it was to go, or need not go there. */
    public void release(ChangeEvent change) {
        CompletableFuture<Void> released;
        synchronized (ofAll) {
            released = mine.remove(change.id());
            if (released != null) {
                ofAll.remove(change.id());
            }
        }
        if (released != null) {
            released.complete(null);
        }
    }

    @Override
    public void close() {
        Map<String, CompletableFuture<Void>> released;
        synchronized (ofAll) {
            released = Map.copyOf(mine);
            ofAll.keySet().removeAll(mine.keySet());
            mine.clear();
        }
        released.values().forEach(claim -> claim.complete(null));
    }
}
