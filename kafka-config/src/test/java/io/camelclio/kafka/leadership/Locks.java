package io.camelclio.kafka.leadership;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.TestInfo;

/** What copies of an application share that compete for a lock: one cluster, two topics, and the times of a session. */
record Locks(String brokers, String topic, String stateTopic, Path times) {

    static final String LOCK = "clio-us";
    static final String CURSOR = "clio/us/activities";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Locks of a test's own, with their topics.
     *
     * @param state settings of the topic of state
     */
    static Locks createOn(EmbeddedKafka kafka, TestInfo test, Path folder, Map<String, String> state)
            throws IOException {
        String name = test.getTestMethod().orElseThrow().getName();
        Locks locks =
                new Locks(kafka.bootstrapServers(), name + ".leadership.v1", name + ".state.v1", quickTimes(folder));
        kafka.createTopic(locks.topic, 1, Map.of());
        kafka.createTopic(locks.stateTopic, 1, state);
        return locks;
    }

    /** Sessions of two seconds, so that tests need not wait long. */
    static Path quickTimes(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("quick.properties"),
                "session.timeout.ms=2000\nheartbeat.interval.ms=400\nmax.poll.interval.ms=4000\n");
    }

    /** The same for a copy that reaches the cluster at another address. */
    Locks through(String address) {
        return new Locks(address, topic, stateTopic, times);
    }

    KafkaClusterService service() {
        return service(System::nanoTime);
    }

    KafkaClusterService service(LongSupplier nanos) {
        return new KafkaClusterService(topic, leading(), producing(), nanos);
    }

    ClientSettings leading() {
        return ClientSettings.merge(ClientUse.LEADING, brokers, times);
    }

    ClientSettings producing() {
        return settings(ClientUse.PULLING);
    }

    KafkaStateRepository state(KafkaClusterService leadership) {
        return new KafkaStateRepository(
                stateTopic, producing(), settings(ClientUse.READING), Duration.ofSeconds(20), leadership, key -> LOCK);
    }

    private ClientSettings settings(ClientUse use) {
        return ClientSettings.merge(use, brokers, null);
    }
}
