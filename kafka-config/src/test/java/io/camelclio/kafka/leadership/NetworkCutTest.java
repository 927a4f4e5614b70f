package io.camelclio.kafka.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy that leads loses the network to Kafka, while another copy keeps it. */
class NetworkCutTest {

    private enum Fault {
        RESET(TcpProxy::cut),
        NOTHING_LEAVES(TcpProxy::stallRequests),
        NOTHING_ARRIVES(TcpProxy::stallAnswers);

        private final Consumer<TcpProxy> inflict;

        Fault(Consumer<TcpProxy> inflict) {
            this.inflict = inflict;
        }
    }

    private static final Duration LOOK = Duration.ofMillis(5);

    private static TcpProxy network;
    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() {
        network = TcpProxy.listening();
        kafka = EmbeddedKafka.builder().behind(network).start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
        network.close();
    }

    @Test
    void leaderThatIsCutOffStepsDownBeforeAnotherLeadsAndWritesNothingMore() throws Exception {
        oneLeaderAtATime("stalled", TcpProxy::stall);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(Fault.class)
    void noKindOfCutMakesTwoLeaders(Fault fault) throws Exception {
        oneLeaderAtATime(fault.name(), fault.inflict);
    }

    private void oneLeaderAtATime(String name, Consumer<TcpProxy> inflict) throws Exception {
        Locks locks = new Locks(
                kafka.bootstrapServers(), name + ".leadership.v1", name + ".state.v1", Locks.quickTimes(folder));
        kafka.createTopic(locks.topic(), 1, Map.of());
        kafka.createTopic(locks.stateTopic(), 1, Map.of());
        try (Copy first = new Copy(locks.through(network.address()), "first").start();
                Copy second = new Copy(locks, "second")) {
            awaitNumbers(first, 6);
            Term former = first.term();
            second.start();

            inflict.accept(network);
            await("the other copy to lead")
                    .atMost(Locks.PATIENCE)
                    .pollInterval(LOOK)
                    .until(() -> {
                        boolean another = second.leads();
                        assertThat(another && first.leads())
                                .as("the first still leads when the second does")
                                .isFalse();
                        return another;
                    });
            awaitNumbers(second, 6);
            assertThat(former.isCurrent()).isFalse();

            network.restore();
            assertThatThrownBy(() -> former.write(locks.stateTopic(), Locks.CURSOR, "0 late"))
                    .isInstanceOf(FencedException.class);
            int healed = second.acknowledged().size();
            awaitNumbers(second, healed + 100);
            assertThat(first.leads()).isFalse();

            second.stop();
            History history = History.of(locks);
            history.assertOneLeaderAtATime();
            assertThat(history.reigns()).startsWith("first", "second");
            assertThat(history.numbers()).containsAll(first.acknowledged()).containsAll(second.acknowledged());
        } finally {
            network.restore();
        }
    }

    private static void awaitNumbers(Copy copy, int count) {
        await(count + " numbers")
                .atMost(Locks.PATIENCE)
                .until(() -> copy.acknowledged().size() >= count);
    }
}
