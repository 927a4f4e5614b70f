package io.camelclio.pull.progress;

import io.camelclio.event.ChangeEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last confirmed change of each record lately seen, so that what an overlap or a second way reads again is not
 * published again. Only the last one counts: a record that goes back to an earlier state is a change. Bounded; what was
 * forgotten is published once more, with the same identity. It is this process's own, beside it may stand the place itself
 * that all processes publish to. It is also where those who publish to one place agree on who brings what.
 */
public final class ConfirmedVersions {

    /** How many records are remembered where there is no reason for another number. */
    public static final int RECORDS = 20_000;

    private final Map<String, String> lastIdByHistory;
    private final Optional<FollowedPlace> place;
    private final Map<String, CompletableFuture<Void>> claimed = new HashMap<>();
    private final Map<String, Settled> delivered = new ConcurrentHashMap<>();

    /** @param capacity how many records are remembered; the least recently used is forgotten first */
    public ConfirmedVersions(int capacity) {
        this(capacity, Optional.empty());
    }

    /**
     * @param capacity how many records are remembered; the least recently used is forgotten first
     * @param place where all of these changes are published, if it is followed
     */
    public ConfirmedVersions(int capacity, Optional<FollowedPlace> place) {
        this.place = place;
        lastIdByHistory = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Where all of these changes are published; empty when that place is not followed. */
    public Optional<FollowedPlace> place() {
        return place;
    }

    /** Whether this change is the last one of its record that was confirmed here. The place is not asked. */
    public synchronized boolean isLast(ChangeEvent event) {
        return event.id().equals(lastIdByHistory.get(event.history()));
    }

    /** Nothing is confirmed as it is wanted now, here or at the place. */
    public void forgetAll() {
        synchronized (this) {
            lastIdByHistory.clear();
        }
        place.ifPresent(FollowedPlace::forgetAll);
    }

    /** What a read that begins has in hand of all this; to be closed when it ends. */
    public Claims claims() {
        return new Claims(claimed);
    }

    /**
     * Changes of an entity are delivered from now on.
     *
     * @param settled what reads of the entity bring none the less
     */
    public void deliver(String entity, Settled settled) {
        delivered.put(entity, settled);
    }

    /** Changes of an entity are not delivered any more. */
    public void endDelivery(String entity) {
        delivered.remove(entity);
    }

    /** What a read of an entity brings, as things stand when it begins. */
    public Settled settled(String entity) {
        return now -> delivered.getOrDefault(entity, Settled.ALL).until(now);
    }

    /** This change is safe where it was sent to. */
    public synchronized void confirm(ChangeEvent event) {
        lastIdByHistory.put(event.history(), event.id());
    }
}
