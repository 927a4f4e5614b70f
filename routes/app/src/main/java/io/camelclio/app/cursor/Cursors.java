package io.camelclio.app.cursor;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.leadership.Intervention;
import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.kafka.state.KeptStates;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The cursors on Kafka. One may be set while the application runs: whoever leads goes on from there. */
public final class Cursors {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final KeptStates states;

    /** The cursors of the application that has these topics. */
    public Cursors(KafkaSettings kafka, ConfiguredTopics topics) {
        this.states = new KeptStates(
                topics.name("integration.state.topic"),
                kafka.client(ClientUse.READING),
                TIMEOUT,
                new Intervention(
                        topics.name("integration.leadership.topic"),
                        kafka.client(ClientUse.LEADING),
                        kafka.client(ClientUse.PULLING),
                        kafka.client(ClientUse.ADMINISTERING)));
    }

    /** All of them, sorted by name. */
    public List<Cursor> all() {
        return states.read().entrySet().stream()
                .map(state -> new Cursor(state.getKey(), Watermark.withoutAgain(state.getValue())))
                .toList();
    }

    /** Sets some; those of one account all or none. What has been published lately is not published again. */
    public void set(Collection<Cursor> cursors) throws InterruptedException {
        set(cursors, Cursor::value);
    }

    /** Sets some so that all from there on is published, again if need be; those of one account all or none. */
    public void setForAll(Collection<Cursor> cursors) throws InterruptedException {
        set(cursors, cursor -> Watermark.again(cursor.time()));
    }

    private void set(Collection<Cursor> cursors, Function<Cursor, String> kept) throws InterruptedException {
        Map<String, Map<String, String>> byLock = cursors.stream()
                .collect(Collectors.groupingBy(
                        cursor -> KafkaStateRepository.lockOf(cursor.name()),
                        TreeMap::new,
                        Collectors.toMap(Cursor::name, kept)));
        for (Map.Entry<String, Map<String, String>> guarded : byLock.entrySet()) {
            states.write(guarded.getKey(), guarded.getValue());
        }
    }
}
