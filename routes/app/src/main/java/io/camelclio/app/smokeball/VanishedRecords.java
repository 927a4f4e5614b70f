package io.camelclio.app.smokeball;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of records that they have vanished, which needs no answer any more. */
final class VanishedRecords implements Reading {

    private final Map<String, Seen> vanished;
    private boolean taken;
    private volatile boolean unbroken = true;

    /** @param vanished by their keys, what lacks them; at least one, and all of one collection */
    VanishedRecords(Map<String, Seen> vanished) {
        this.vanished = Map.copyOf(vanished);
    }

    @Override
    public PolledList of() {
        return vanished.values().iterator().next().list();
    }

    @Override
    public Optional<Request> request() {
        return Optional.empty();
    }

    @Override
    public List<SmokeballRecord> take(Answer answer) {
        taken = true;
        return vanished.entrySet().stream()
                .filter(record -> of().known().isKnown(record.getKey()))
                .map(record -> record.getValue().vanished(record.getKey()))
                .toList();
    }

    @Override
    public boolean isUnfinished() {
        return !taken;
    }

    @Override
    public boolean isComplete() {
        return taken && unbroken;
    }

    @Override
    public boolean isUnbroken() {
        return unbroken;
    }

    @Override
    public void breakOff() {
        unbroken = false;
    }
}
