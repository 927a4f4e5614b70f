package io.camelclio.kafka.letters;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What has become of letters so far, as the audit trail says: of each what it says last. */
public final class Replays {

    private final Map<LetterId, Replay> byLetter = new HashMap<>();
    private final Map<String, Arrival> changes = new HashMap<>();

    /**
     * A change that was replayed.
     *
     * @param at when it was replayed
     * @param time its own time; null if that is not known
     */
    private record Arrival(Instant at, Instant time) {

        static Arrival later(Arrival one, Arrival other) {
            if (one.time == null || other.time == null) {
                return one.at.isAfter(other.at) ? one : other;
            }
            return one.time.isAfter(other.time) ? one : other;
        }
    }

    private Replays() {}

    static Replays read(TopicScan scan, String topic) {
        Replays replays = new Replays();
        scan.readAll(topic, record -> Replay.parse(record.value()).ifPresent(replays::add));
        return replays;
    }

    void add(Replay replay) {
        byLetter.put(replay.letter(), replay);
        for (int i = 0; i < replay.changes().size(); i++) {
            Instant time = i < replay.times().size() ? time(replay.times().get(i)) : null;
            changes.merge(replay.changes().get(i), new Arrival(replay.at(), time), Arrival::later);
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What has become of a letter; empty if it is still to be replayed. */
    public Optional<Replay> of(DeadLetter letter) {
        return Optional.ofNullable(byLetter.get(letter.id()))
                .filter(replay -> replay.keptAt().equals(letter.keptAt()));
    }

    /**
     * Whether a change was replayed by another letter, so that this one would only repeat it. A state whose identity is a
     * digest of its content can come again with its identity, and is then no repetition: its time is a later one.
     *
     * @param time of this change; null if it has none, and the letter's own time tells
     */
    boolean hasChange(String identity, Instant time, Instant letterAt) {
        Arrival arrival = changes.get(identity);
        if (arrival == null) {
            return false;
        }
        return time == null || arrival.time == null ? letterAt.isBefore(arrival.at) : !time.isAfter(arrival.time);
    }
}
