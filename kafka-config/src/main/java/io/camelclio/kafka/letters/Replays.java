package io.camelclio.kafka.letters;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has become of letters so far, as the audit trail says. Each letter has one end at most. */
public final class Replays {

    private final Map<LetterId, Replay> byLetter = new HashMap<>();
    private final Set<String> changes = new HashSet<>();

    private Replays() {}

    static Replays read(TopicScan scan, String topic) {
        Replays replays = new Replays();
        scan.readAll(topic, record -> Replay.parse(record.value()).ifPresent(replays::add));
        return replays;
    }

    void add(Replay replay) {
        byLetter.put(replay.letter(), replay);
        changes.addAll(replay.changes());
    }

    /** What has become of a letter; empty if it is still to be replayed. */
    public Optional<Replay> of(DeadLetter letter) {
        return Optional.ofNullable(byLetter.get(letter.id()))
                .filter(replay -> replay.keptAt().equals(letter.keptAt()));
    }

    /** Whether a change was replayed by another letter, so that this one would only repeat it. */
    boolean hasChange(String identity) {
        return changes.contains(identity);
    }
}
