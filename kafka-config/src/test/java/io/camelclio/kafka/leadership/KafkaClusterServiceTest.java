package io.camelclio.kafka.leadership;

import static io.camelclio.kafka.leadership.Locks.CURSOR;
import static io.camelclio.kafka.leadership.Locks.LOCK;
import static io.camelclio.kafka.leadership.Locks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.ConsumerGroupState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KafkaClusterServiceTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    @TempDir
    private Path folder;

    private final List<KafkaClusterService> services = new ArrayList<>();
    private final List<KafkaStateRepository> states = new ArrayList<>();
    private Locks locks;

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        locks = Locks.createOn(BROKER.kafka(), test, folder, Map.of("cleanup.policy", "compact"));
    }

    @AfterEach
    void stop() {
        states.forEach(KafkaStateRepository::stop);
        services.forEach(KafkaClusterService::stop);
    }

    @Test
    void onlyMemberLeadsAndSaysSo() throws Exception {
        KafkaClusterService only = member();
        CamelClusterView view = only.getView(LOCK);

        awaitLeader(only);

        assertThat(view.getLocalMember().isLeader()).isTrue();
        assertThat(view.getLeader()).contains(view.getLocalMember());
        assertThat(view.getMembers()).containsExactly(view.getLocalMember());
        assertThat(only.term(LOCK).isCurrent()).isTrue();
        assertThat(only.isLeader("another")).isFalse();
        assertThat(only.guards("another")).isFalse();
    }

    @Test
    void listenerThatComesLateIsTold() throws Exception {
        KafkaClusterService only = member();
        awaitLeader(only);
        CountDownLatch told = new CountDownLatch(1);

        only.getView(LOCK).addEventListener((CamelClusterEventListener.Leadership) (view, leader) -> told.countDown());

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leaderStaysWhenCopiesComeAndGo() throws Exception {
        KafkaClusterService first = member();
        awaitLeader(first);
        Term term = first.term(LOCK);

        KafkaClusterService second = member();
        KafkaClusterService third = member();
        awaitMembers(3);
        second.stop();
        third.stop();
        awaitMembers(1);

        assertThat(first.term(LOCK)).isSameAs(term);
    }

    @Test
    void leaderThatStopsHandsOverLongBeforeItsSessionEnds() throws Exception {
        Path shipped = Files.writeString(folder.resolve("shipped.properties"), "");
        locks = new Locks(locks.brokers(), locks.topic(), locks.stateTopic(), shipped);
        KafkaClusterService first = member();
        awaitLeader(first);
        KafkaClusterService second = member();
        awaitMembers(2);

        long asked = System.nanoTime();
        first.stop();
        awaitLeader(second);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
        assertThat(first.isLeader(LOCK)).isFalse();
    }

    @Test
    void workUnderTheLockHasEndedBeforeAnotherLeads() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        KafkaClusterService first = member();
        record(first, "first", events, new CountDownLatch(0));
        await().atMost(PATIENCE).until(() -> events.contains("first leads"));
        KafkaClusterService second = member();
        record(second, "second", events, new CountDownLatch(0));

        first.stop();
        awaitLeader(second);

        await().atMost(PATIENCE).until(() -> events.contains("second leads"));
        assertThat(events.get(events.indexOf("second leads") - 1)).isEqualTo("first ended");
        assertThat(events).endsWith("second leads");
    }

    @Test
    void workThatDoesNotEndIsNotWaitedForLongAndCannotWrite() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        KafkaClusterService first = member();
        record(first, "first", new CopyOnWriteArrayList<>(), stuck);
        awaitLeader(first);
        Term old = first.term(LOCK);
        KafkaClusterService second = member();

        first.stop();
        awaitLeader(second);
        stuck.countDown();

        assertThatThrownBy(() -> old.write(locks.stateTopic(), CURSOR, "late"))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining(LOCK);
    }

    /** As after a pause of the whole process: its own clock says that it cannot lead any more, before anything else does. */
    @Test
    void termEndsByTheClockAlone() throws Exception {
        AtomicLong ahead = new AtomicLong();
        KafkaClusterService paused = started(locks.service(() -> System.nanoTime() + ahead.get()));
        KafkaStateRepository state = state(paused);
        awaitLeader(paused);
        state.setState(CURSOR, "1");
        Term term = paused.term(LOCK);

        ahead.set(Duration.ofSeconds(2).toNanos());

        assertThat(term.isCurrent()).isFalse();
        assertThatThrownBy(() -> term.write(locks.stateTopic(), CURSOR, "2")).isInstanceOf(FencedException.class);
        awaitLeader(paused);
        assertThat(paused.term(LOCK)).isNotSameAs(term);
        assertThat(state.getState(CURSOR)).isEqualTo("1");
    }

    /** A leader whose clock never ends its term, so that only Kafka can refuse it. */
    @Test
    void formerLeaderIsRefusedByKafkaItself() throws Exception {
        KafkaClusterService unaware = started(locks.service(() -> 0));
        KafkaStateRepository itsState = state(unaware);
        awaitLeader(unaware);
        itsState.setState(CURSOR, "1");

        LockClients others =
                new LockClients(locks.topic(), locks.leading(), locks.leading(), LeadingTimes.of(locks.leading()));
        try (var next = others.producer(LOCK)) {
            next.initTransactions();

            assertThatThrownBy(() -> itsState.setState(CURSOR, "2"))
                    .isInstanceOf(FencedException.class)
                    .hasMessageContainingAll(LOCK, "another leader");
        }

        awaitLeader(unaware);
        assertThat(itsState.getState(CURSOR)).isEqualTo("1");
    }

    @Test
    void stateIsReadAnewByEachLeader() throws Exception {
        KafkaClusterService first = member();
        KafkaStateRepository firstState = state(first);
        awaitLeader(first);
        firstState.setState(CURSOR, "by the first");
        KafkaClusterService second = member();
        KafkaStateRepository secondState = state(second);
        assertThatThrownBy(() -> secondState.getState(CURSOR)).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> secondState.setState(CURSOR, "not leading")).isInstanceOf(FencedException.class);
        firstState.setState(CURSOR, "by the first again");

        first.stop();
        awaitLeader(second);

        assertThat(secondState.getState(CURSOR)).isEqualTo("by the first again");
        assertThatThrownBy(() -> firstState.getState(CURSOR)).isInstanceOf(FencedException.class);
    }

    @Test
    void settingsThatDoNotFitEachOtherAreNamed() throws Exception {
        Path times = Files.writeString(folder.resolve("wrong.properties"), "session.timeout.ms=30000");

        assertThatThrownBy(() -> new Locks(locks.brokers(), locks.topic(), locks.stateTopic(), times).service())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("max.poll.interval.ms=20000", "session.timeout.ms=30000");
    }

    private void awaitMembers(int count) {
        String group = locks.topic() + "." + LOCK;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", locks.brokers()))) {
            await("%d members".formatted(count)).atMost(PATIENCE).until(() -> {
                ConsumerGroupDescription found = admin.describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group)
                        .get(5, TimeUnit.SECONDS);
                return found.state() == ConsumerGroupState.STABLE
                        && found.members().size() == count;
            });
        }
    }

    private void record(KafkaClusterService service, String name, List<String> events, CountDownLatch end)
            throws Exception {
        service.getView(LOCK).addEventListener((CamelClusterEventListener.Leadership) (view, leader) -> {
            boolean leads = view.getLocalMember().isLeader();
            if (!leads) {
                try {
                    end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            events.add(name + (leads ? " leads" : " ended"));
        });
    }

    private KafkaClusterService member() throws Exception {
        return started(locks.service());
    }

    private KafkaClusterService started(KafkaClusterService service) throws Exception {
        services.add(service);
        service.start();
        service.getView(LOCK);
        return service;
    }

    private KafkaStateRepository state(KafkaClusterService service) {
        KafkaStateRepository state = locks.state(service);
        states.add(state);
        state.start();
        return state;
    }

    private static void awaitLeader(KafkaClusterService service) {
        await("a leader").atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> service.isLeader(LOCK));
    }
}
