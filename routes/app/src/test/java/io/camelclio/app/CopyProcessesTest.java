package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.http.LoadBalancer;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Three copies of the application as processes behind a balancer, and what befalls the one that polls. Each has an access
 * token of its own, so Clio's log of requests tells who asked.
 */
@Tag("full")
@DisabledOnOs(OS.WINDOWS)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class CopyProcessesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);
    private static final String RATES = "clio.activity_rate.v1";
    private static final String CONTACTS = "clio.contact.v1";
    private static final List<String> POLLED = List.of("activities", "activity_descriptions", "activity_rates");

    @TempDir
    private Path folder;

    private final Map<String, ApplicationProcess> copies = new LinkedHashMap<>();
    private final List<Long> contacts = new ArrayList<>();
    private final List<Long> rates = new ArrayList<>();
    private EmbeddedKafka kafka;
    private LoadBalancer balancer;
    private Bridge bridge;

    @BeforeEach
    void startThree() throws Exception {
        kafka = EmbeddedKafka.builder().start();
        Bridge.applyTopics(kafka);
        balancer = LoadBalancer.start();
        bridge = Bridge.on(kafka)
                .clio()
                .set("CLIO_PUBLIC_URL", balancer.baseUri().toString())
                .prepare();
        balancer.add(start("a").address());
        bridge.awaitSubscriptions(PATIENCE);
        for (ApplicationProcess copy : List.of(start("b"), start("c"))) {
            await(copy.name()).atMost(PATIENCE).until(copy::isReady);
            balancer.add(copy.address());
        }
    }

    private ApplicationProcess start(String name) throws Exception {
        ApplicationProcess copy = bridge.startCopyProcess(name, folder);
        copies.put(name, copy);
        return copy;
    }

    @AfterEach
    void end() {
        copies.values().forEach(ApplicationProcess::close);
        bridge.close();
        balancer.close();
        kafka.close();
    }

    @Test
    void deliveriesAreSharedAndOneCopyPollsWhicheverIsKilledOrPaused() throws Exception {
        awaitPolls(0);
        createContacts(12);
        createRate();
        awaitAll();
        assertThat(copies.values()).as("copies that took deliveries").allSatisfy(copy -> assertThat(
                        balancer.answeredBy(copy.address()))
                .isPositive());
        String first = leader();
        String firstToken = onlyPoller(0);

        createContacts(3);
        int beforeKill = requests();
        copies.get(first).kill();
        createContacts(9);
        createRate();
        String secondToken = awaitSuccessorOf(Set.of(firstToken));
        String second = leader();
        assertThat(second).isNotEqualTo(first);
        awaitAll();
        awaitPolls(requests());
        assertThat(pollers(beforeKill)).isSubsetOf(firstToken, secondToken);

        Held page = holdAPageWithANewRate();
        copies.get(second).freeze();
        balancer.remove(copies.get(second).address());
        int whileFrozen = requests();
        page.release.countDown();
        createContacts(9);
        String thirdToken = awaitSuccessorOf(Set.of(firstToken, secondToken));
        assertThat(leader()).isNotIn(first, second);
        awaitAll();
        List<String> cursorsBefore = cursors();

        copies.get(second).wakeUp();
        balancer.add(copies.get(second).address());
        await("the one that was paused").atMost(PATIENCE).until(() -> copies.get(second)
                .isReady());
        createContacts(9);
        createRate();
        awaitAll();
        for (int poll = 0; poll < 5; poll++) {
            awaitPolls(requests());
        }

        assertThat(pollers(whileFrozen)).containsExactly(thirdToken);
        assertThat(bridge.records(RATES, page.rate))
                .as("the page that was held, published by the third copy only")
                .hasSize(1);
        assertThat(bridge.records(RATES, rates.get(rates.size() - 1))).hasSize(1);
        assertThat(cursors()).startsWith(cursorsBefore.toArray(String[]::new)).isSorted();
    }

    /** A page that only the leader has asked for, as yet without its answer, and the new record that is on it. */
    private static final class Held {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private long rate;

        Response hold(Response answer) {
            asked.countDown();
            try {
                release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer;
        }

        Held awaitAsked() throws InterruptedException {
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("a page was asked for")
                    .isTrue();
            return this;
        }
    }

    /** The page before is held too, so that no earlier one can have the record. */
    private Held holdAPageWithANewRate() throws InterruptedException {
        Held before = holdNextPage().awaitAsked();
        Held page = holdNextPage();
        page.rate = createRate();
        before.release.countDown();
        return page.awaitAsked();
    }

    private Held holdNextPage() {
        Held held = new Held();
        bridge.clio().faults().changeNext(1, held::hold, path -> path.contains("activity_rates"));
        return held;
    }

    private void createContacts(int number) {
        for (int i = 0; i < number; i++) {
            contacts.add(bridge.clio()
                    .records("contacts")
                    .create(Map.of("type", "Person"))
                    .id());
        }
    }

    private long createRate() {
        long id = bridge.clio()
                .records("activity_rates")
                .create(Map.of("rate", 100))
                .id();
        rates.add(id);
        return id;
    }

    private void awaitAll() {
        await("all contacts").atMost(PATIENCE).untilAsserted(() -> assertThat(keysOn(CONTACTS))
                .containsAll(contacts.stream().map(bridge::key).toList()));
        await("all rates").atMost(PATIENCE).untilAsserted(() -> assertThat(keysOn(RATES))
                .containsAll(rates.stream().map(bridge::key).toList()));
    }

    private Set<String> keysOn(String topic) {
        return bridge.records(topic).stream().map(Landed::key).collect(Collectors.toSet());
    }

    private int requests() {
        return bridge.clio().requests().entries().size();
    }

    /** Requests of polls since there were so many requests. */
    private List<RequestLog.Entry> polls(int since) {
        List<RequestLog.Entry> entries = bridge.clio().requests().entries();
        assertThat(entries).as("all that the log can hold").hasSizeLessThan(RequestLog.CAPACITY);
        return entries.subList(since, entries.size()).stream()
                .filter(entry -> POLLED.stream().anyMatch(list -> entry.path().contains("/" + list)))
                .toList();
    }

    /** Until every stream has been polled since there were so many requests. */
    private void awaitPolls(int since) {
        await("polls")
                .atMost(PATIENCE)
                .until(() -> polls(since).stream()
                                .map(RequestLog.Entry::path)
                                .distinct()
                                .count()
                        == POLLED.size());
    }

    private Set<String> pollers(int since) {
        return polls(since).stream().map(RequestLog.Entry::token).collect(Collectors.toSet());
    }

    private String onlyPoller(int since) {
        assertThat(pollers(since)).hasSize(1);
        return pollers(since).iterator().next();
    }

    /** Who polls now that the former leaders cannot, within the time that is promised. */
    private String awaitSuccessorOf(Set<String> former) {
        int since = requests();
        return await("another copy that polls")
                .atMost(TAKE_OVER)
                .until(
                        () -> pollers(since).stream()
                                .filter(token -> !former.contains(token))
                                .findFirst()
                                .orElse(null),
                        token -> token != null);
    }

    /** The member that has the lock's partition; nobody has it while the group is being arranged. */
    private String leader() {
        String group = "integration.leadership.v1.clio-" + bridge.connection();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return await("a leader")
                    .atMost(PATIENCE)
                    .until(
                            () -> admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                                    .filter(member -> !member.assignment()
                                            .topicPartitions()
                                            .isEmpty())
                                    .map(MemberDescription::clientId)
                                    .collect(Collectors.joining(",")),
                            copies::containsKey);
        }
    }

    /** All values of the cursor of rates, the oldest first. */
    private List<String> cursors() {
        String stream = "clio/" + bridge.connection() + "/activity_rates";
        return new TopicReader(kafka.bootstrapServers())
                .onlyCommitted().readAll("integration.state.v1").stream()
                        .filter(record -> stream.equals(new String(record.key(), StandardCharsets.UTF_8)))
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .toList();
    }
}
