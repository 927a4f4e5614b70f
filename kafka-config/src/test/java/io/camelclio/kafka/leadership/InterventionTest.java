package io.camelclio.kafka.leadership;

import static io.camelclio.kafka.leadership.Locks.CURSOR;
import static io.camelclio.kafka.leadership.Locks.LOCK;
import static io.camelclio.kafka.leadership.Locks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.kafka.state.KeptStates;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class InterventionTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    @TempDir
    private Path folder;

    private Locks locks;

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        locks = Locks.createOn(BROKER.kafka(), test, folder, Map.of("cleanup.policy", "compact"));
    }

    @Test
    void whoeverLeadsGoesOnFromWhatWasWritten() throws Exception {
        KafkaClusterService leader = locks.service();
        KafkaStateRepository state = locks.state(leader);
        try {
            leader.start();
            leader.getView(LOCK);
            state.start();
            await("the lead").atMost(PATIENCE).until(() -> leader.isLeader(LOCK));
            state.setState(CURSOR, "2026-03-01T12:00:00Z");
            Term before = leader.term(LOCK);
            KeptStates kept = kept();
            assertThat(kept.read()).containsExactly(Map.entry(CURSOR, "2026-03-01T12:00:00Z"));

            kept.write(LOCK, Map.of(CURSOR, "2026-01-01T00:00:00Z"));

            // A write that is under way then may end either way.
            await("the end of the term").atMost(PATIENCE).until(() -> !before.isCurrent());
            assertThatThrownBy(() -> before.write(locks.stateTopic(), CURSOR, "2026-03-01T13:00:00Z"))
                    .as("what the term that was fenced writes later")
                    .isInstanceOf(FencedException.class);
            await("a term that begins with what was written")
                    .atMost(PATIENCE)
                    .ignoreException(FencedException.class)
                    .until(() -> {
                        Term now = leader.term(LOCK);
                        return now != before && now.isCurrent();
                    });
            assertThat(state.getState(CURSOR)).isEqualTo("2026-01-01T00:00:00Z");
            state.setState(CURSOR, "2026-03-01T14:00:00Z");
            assertThat(kept.read()).containsExactly(Map.entry(CURSOR, "2026-03-01T14:00:00Z"));
        } finally {
            state.stop();
            leader.stop();
        }
    }

    @Test
    void nobodyNeedsToLead() throws Exception {
        KeptStates kept = kept();

        kept.write(LOCK, Map.of(CURSOR, "2026-01-01T00:00:00Z", CURSOR + "/compared", "-"));

        assertThat(kept.read()).hasSize(2).containsEntry(CURSOR, "2026-01-01T00:00:00Z");
    }

    private KeptStates kept() {
        return new KeptStates(
                locks.stateTopic(),
                settings(ClientUse.READING),
                Duration.ofSeconds(20),
                new Intervention(locks.topic(), locks.leading(), locks.producing(), settings(ClientUse.ADMINISTERING)));
    }

    private ClientSettings settings(ClientUse use) {
        return ClientSettings.merge(use, locks.brokers(), null);
    }
}
