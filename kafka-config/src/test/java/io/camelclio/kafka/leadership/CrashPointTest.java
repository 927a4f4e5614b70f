package io.camelclio.kafka.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leader that crashes at each step of a write, one after another; then another copy leads and reads. */
class CrashPointTest {

    /** The step before or after which the process is gone, and what the next leader has to find. */
    private enum CrashPoint {
        BEFORE_THE_TRANSACTION("beginTransaction", false, "old"),
        IN_AN_EMPTY_TRANSACTION("beginTransaction", true, "old"),
        BEFORE_THE_RECORD_IS_SENT("send", false, "old"),
        WITH_THE_RECORD_ON_KAFKA("send", true, "old"),
        BEFORE_THE_COMMIT("commitTransaction", false, "old"),
        BEFORE_THE_ANSWER("commitTransaction", true, "new");

        private final String step;
        private final boolean after;
        private final String found;

        CrashPoint(String step, boolean after, String found) {
            this.step = step;
            this.after = after;
            this.found = found;
        }
    }

    private static final class Crash extends Error {

        private static final long serialVersionUID = 1L;
    }

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void nextLeaderFindsWhatWasCommittedAndNothingElse(CrashPoint point) throws Exception {
        EmbeddedKafka kafka = BROKER.kafka();
        Locks locks = new Locks(
                kafka.bootstrapServers(), point + ".leadership.v1", point + ".state.v1", Locks.quickTimes(folder));
        kafka.createTopic(locks.topic(), 1, Map.of());
        kafka.createTopic(locks.stateTopic(), 1, Map.of("cleanup.policy", "compact"));
        LeadingTimes times = LeadingTimes.of(locks.leading());
        try (Producer<String, String> producer =
                new LockClients(locks.topic(), locks.leading(), locks.producing(), times).producer(Locks.LOCK)) {
            producer.initTransactions();
            new Term(Locks.LOCK, producer, times.term(), () -> 0, 0).write(locks.stateTopic(), Locks.CURSOR, "old");
            Term dying = new Term(Locks.LOCK, crashing(producer, point), times.term(), () -> 0, 0);
            assertThatThrownBy(() -> dying.write(locks.stateTopic(), Locks.CURSOR, "new"))
                    .isInstanceOf(Crash.class);

            KafkaClusterService next = locks.service();
            KafkaStateRepository state = locks.state(next);
            try {
                next.start();
                state.start();
                next.getView(Locks.LOCK);
                await("the next leader").atMost(Locks.PATIENCE).until(() -> next.isLeader(Locks.LOCK));

                assertThat(state.getState(Locks.CURSOR)).isEqualTo(point.found);
                Term woken = new Term(Locks.LOCK, producer, times.term(), () -> 0, 0);
                assertThatThrownBy(() -> woken.write(locks.stateTopic(), Locks.CURSOR, "late"))
                        .isInstanceOfAny(FencedException.class, IllegalStateException.class);
                state.setState(Locks.CURSOR, "newer");
                assertThat(state.getState(Locks.CURSOR)).isEqualTo("newer");
            } finally {
                next.stop();
                state.stop();
            }
        }
    }

    /** What is done up to the point is done to its end, so that the crash is never earlier than it says. */
    @SuppressWarnings("unchecked")
    private static Producer<String, String> crashing(Producer<String, String> producer, CrashPoint point) {
        return (Producer<String, String>) Proxy.newProxyInstance(
                CrashPointTest.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    boolean here = method.getName().equals(point.step);
                    if (here && !point.after) {
                        throw new Crash();
                    }
                    try {
                        Object result = method.invoke(producer, arguments);
                        if (result instanceof Future<?> sent) {
                            sent.get(Duration.ofSeconds(15).toMillis(), TimeUnit.MILLISECONDS);
                        }
                        if (here) {
                            throw new Crash();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
