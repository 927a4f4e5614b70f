package io.camelclio.kafka.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Three processes that want to lead, and what befalls the one that does. */
class LeaderProcessesTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    @TempDir
    private Path folder;

    private final Map<String, CopyProcess> copies = new LinkedHashMap<>();
    private Locks locks;

    @BeforeEach
    void startThree(TestInfo test) throws Exception {
        locks = Locks.createOn(BROKER.kafka(), test, folder, Map.of());
        for (String copy : List.of("a", "b", "c")) {
            copies.put(copy, CopyProcess.start(locks, copy, folder));
        }
        await("a first leader")
                .atMost(Locks.PATIENCE)
                .until(() -> History.of(locks).numbers().size() > 5);
    }

    @AfterEach
    void end() {
        copies.values().forEach(CopyProcess::close);
    }

    @Tag("full")
    @Test
    void killedLeaderIsReplacedAndItsSuccessorGoesOnWhereItStopped() throws Exception {
        String first = History.of(locks).lastWriter();
        copies.get(first).kill();
        String second = awaitOtherThan(first);
        copies.get(second).kill();
        awaitOtherThan(second);

        History history = History.of(locks);
        history.assertOneLeaderAtATime();
        assertThat(history.reigns())
                .startsWith(first, second)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void frozenLeaderThatWakesUpWritesNothingMore() throws Exception {
        String first = History.of(locks).lastWriter();
        copies.get(first).freeze();
        String second = awaitOtherThan(first);
        copies.get(first).wakeUp();
        int before = History.of(locks).numbers().size();
        await("more by the second leader")
                .atMost(Locks.PATIENCE)
                .until(() -> History.of(locks).numbers().size() > before + 50);

        History history = History.of(locks);
        history.assertOneLeaderAtATime();
        assertThat(history.reigns()).containsExactly(first, second);
    }

    private String awaitOtherThan(String leader) {
        return await("another leader than " + leader)
                .atMost(Locks.PATIENCE)
                .until(() -> History.of(locks).lastWriter(), last -> !last.equals(leader));
    }
}
