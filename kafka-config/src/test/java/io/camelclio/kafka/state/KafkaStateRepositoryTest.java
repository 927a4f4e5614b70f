package io.camelclio.kafka.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.kafka.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaStateRepositoryTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<KafkaStateRepository> repositories = new ArrayList<>();
    private EmbeddedKafka kafka;
    private String topic;

    @BeforeEach
    void createTopic(TestInfo test) {
        kafka = BROKER.kafka();
        topic = test.getTestMethod().orElseThrow().getName() + ".v1";
        kafka.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
    }

    @AfterEach
    void stopRepositories() {
        repositories.forEach(KafkaStateRepository::stop);
    }

    @Test
    void readsTheStateBackAfterACrash() {
        KafkaStateRepository crashed = started(kafka, PATIENCE);
        crashed.setState("us/activities", "1");
        crashed.setState("us/rates", "gone");
        crashed.setState("us/activities", "2");
        crashed.setState("us/rates", null);

        KafkaStateRepository next = started(kafka, PATIENCE);

        assertThat(next.getState("us/activities")).isEqualTo("2");
        assertThat(next.getState("us/rates")).isNull();
        assertThat(next.getState("us/unknown")).isNull();
    }

    @Test
    void tellsTheKeysThatHaveAValue() {
        KafkaStateRepository crashed = started(kafka, PATIENCE);
        crashed.setState("us/matters/1/fees", "1");
        crashed.setState("us/matters/2/fees", "1");
        crashed.setState("us/contacts", "1");
        crashed.setState("us/matters/1/fees", null);
        assertThat(crashed.keys("us/matters/")).containsExactly("us/matters/2/fees");

        KafkaStateRepository next = started(kafka, PATIENCE);

        assertThat(next.keys("us/matters/")).containsExactly("us/matters/2/fees");
        assertThat(next.keys("us/")).containsExactlyInAnyOrder("us/matters/2/fees", "us/contacts");
    }

    @Test
    void hasTheValueOnKafkaWhenSetStateReturns() {
        started(kafka, PATIENCE).setState("us/activities", "1");

        assertThat(new TopicReader(kafka.bootstrapServers()).readAll(topic))
                .singleElement()
                .satisfies(record -> {
                    assertThat(new String(record.key())).isEqualTo("us/activities");
                    assertThat(new String(record.value())).isEqualTo("1");
                });
    }

    @Test
    void readsAllPartitions() {
        String wide = topic + ".wide";
        kafka.createTopic(wide, 4, Map.of("cleanup.policy", "compact"));
        KafkaStateRepository writer = started(kafka, wide, PATIENCE);
        for (int i = 0; i < 20; i++) {
            writer.setState("us/" + i, "value " + i);
        }

        KafkaStateRepository reader = started(kafka, wide, PATIENCE);

        for (int i = 0; i < 20; i++) {
            assertThat(reader.getState("us/" + i)).isEqualTo("value " + i);
        }
    }

    @Test
    void keepsTheOldValueWhenKafkaDoesNotAcknowledge() {
        try (EmbeddedKafka own = EmbeddedKafka.builder().start()) {
            own.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
            KafkaStateRepository state = started(own, Duration.ofSeconds(2));
            state.setState("us/activities", "acknowledged");

            own.stop();
            assertThatThrownBy(() -> state.setState("us/activities", "lost"))
                    .isInstanceOf(KafkaStateException.class)
                    .hasMessageContainingAll("us/activities", topic, own.bootstrapServers());
            assertThat(state.getState("us/activities")).isEqualTo("acknowledged");

            own.start();
            KafkaStateRepository next = started(own, PATIENCE);
            assertThat(next.getState("us/activities")).isEqualTo("acknowledged");
            next.setState("us/activities", "after the outage");
            assertThat(started(own, PATIENCE).getState("us/activities")).isEqualTo("after the outage");
        }
    }

    @Test
    void startsWithoutKafkaAndReadsWhenItIsThere() {
        try (EmbeddedKafka own = EmbeddedKafka.builder().start()) {
            own.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
            started(own, PATIENCE).setState("us/activities", "kept");
            own.stop();

            KafkaStateRepository state = started(own, Duration.ofSeconds(2));
            assertThatThrownBy(() -> state.getState("us/activities"))
                    .isInstanceOf(KafkaStateException.class)
                    .hasMessageContainingAll(topic, own.bootstrapServers(), "read again at the next use");
            assertThatThrownBy(() -> state.setState("us/activities", "blind")).isInstanceOf(KafkaStateException.class);

            own.start();
            assertThat(state.getState("us/activities")).isEqualTo("kept");
        }
    }

    @Test
    void neverCreatesTheTopic() {
        KafkaStateRepository state = started(kafka, "not.there.v1", Duration.ofSeconds(2));

        assertThatThrownBy(() -> state.getState("us/activities"))
                .isInstanceOf(KafkaStateException.class)
                .hasMessageContaining("not.there.v1");
        assertThat(kafka.topics()).doesNotContain("not.there.v1");
    }

    @Test
    void answersOnlyBetweenStartAndStop() {
        KafkaStateRepository state = repository(kafka.bootstrapServers(), topic, PATIENCE);
        assertThatThrownBy(() -> state.getState("a")).isInstanceOf(IllegalStateException.class);

        state.start();
        state.setState("a", "1");
        state.stop();
        assertThatThrownBy(() -> state.setState("a", "2")).isInstanceOf(IllegalStateException.class);

        state.start();
        assertThat(state.getState("a")).isEqualTo("1");
    }

    private KafkaStateRepository started(EmbeddedKafka broker, Duration timeout) {
        return started(broker, topic, timeout);
    }

    private KafkaStateRepository started(EmbeddedKafka broker, String name, Duration timeout) {
        KafkaStateRepository repository = repository(broker.bootstrapServers(), name, timeout);
        repository.start();
        return repository;
    }

    private KafkaStateRepository repository(String brokers, String name, Duration timeout) {
        KafkaStateRepository repository = new KafkaStateRepository(
                name,
                ClientSettings.merge(ClientUse.PULLING, brokers, null),
                ClientSettings.merge(ClientUse.READING, brokers, null),
                timeout);
        repositories.add(repository);
        return repository;
    }
}
