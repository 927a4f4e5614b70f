package io.camelclio.app.smokeball;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of records that they have vanished, which needs no answer any more. */
final class VanishedRecords extends Reading {

    private final Map<String, Seen> vanished;
    private boolean taken;

    /** @param vanished by their keys, what lacks them; at least one, and all of one collection */
    VanishedRecords(Map<String, Seen> vanished) {
        this.vanished = Map.copyOf(vanished);
    }

    @Override
    PolledList of() {
        return vanished.values().iterator().next().list();
    }

    @Override
    Optional<Request> request() {
        return Optional.empty();
    }

    @Override
    List<SmokeballRecord> take(Answer answer) {
        taken = true;
        return vanished.entrySet().stream()
                .filter(record -> of().known().isKnown(record.getKey()))
                .map(record -> record.getValue().vanished(record.getKey()))
                .toList();
    }

    @Override
    boolean isUnfinished() {
        return !taken;
    }

    @Override
    boolean isComplete() {
        return taken && isUnbroken();
    }
}
