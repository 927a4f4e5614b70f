package io.camelclio.component.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.ClioChanges;
import io.camelclio.component.webhook.subscription.ClioAccount;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.PlayedPlace;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries of several copies of an application that publish to one place, which is followed. */
class DeliveryRouteTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestClock clock = new TestClock("2026-03-01T15:00:00Z");
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> versionOf = new HashMap<>();
    private final PlayedPlace topic = new PlayedPlace("topic");
    private ClioSandbox clio;
    private ClioAccount account;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        clio = ClioAccount.quiet(clock);
        account = new ClioAccount(clio, clock);
        endpoint = account.context().getEndpoint("direct:deliveries");
    }

    @AfterEach
    void stop() {
        account.close();
        clio.close();
    }

    @Test
    void aChangeThatNobodyHasPublishedIsPublishedWithoutBeingLookedUp() throws Exception {
        assertThat(copy().deliver(1, "A")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).containsExactly(delivered(1, "A"));
        assertThat(topic.refreshes()).isZero();
        assertThat(tasks).isEmpty();
    }

    @Test
    void aChangeThatAnotherCopyHasPublishedIsTakenAndNotPublishedAgain() throws Exception {
        topic.publish(read(1, "A"));
        topic.readOn();

        assertThat(copy().deliver(1, "A")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).hasSize(1);
        assertThat(told).as("whoever notes what is safe").containsExactly("1");
    }

    @Test
    void aChangeThatWasReadComesBehindAnOlderOneThatAnotherCopyHasPublishedSince() throws Exception {
        Copy copy = copy();
        copy.confirmed.confirm(read(1, "B"));
        topic.publish(read(1, "B"));
        topic.readOn();
        topic.publish(delivered(1, "A"));

        assertThat(copy.deliver(1, "B")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).containsExactly(read(1, "B"), delivered(1, "A"), delivered(1, "B"));
    }

    /** The older one was under way already when the newer one was delivered first. */
    @Test
    void aChangeThatWasDeliveredBeforeIsNotPublishedAgainWhateverHasComeBehindIt() throws Exception {
        topic.publish(delivered(1, "B"));
        topic.publish(delivered(1, "A"));
        topic.readOn();

        assertThat(copy().deliver(1, "B")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).hasSize(2);
        assertThat(topic.refreshes()).isZero();
    }

    @Test
    void aDeliveryThatIsFoundOnlyWhenItIsLookedUpIsNotPublishedAgain() throws Exception {
        topic.publish(delivered(1, "B"));
        topic.publish(delivered(1, "A"));
        topic.behind(true);

        assertThat(copy().deliver(1, "B")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).hasSize(2);
    }

    @Test
    void ofWhatIsThereThePlaceIsBelievedAndNotTheOwnMemory() throws Exception {
        Copy copy = copy();
        copy.deliver(1, "A");
        assertThat(topic.refreshes()).isZero();
        topic.forgetAll();

        assertThat(copy.deliver(1, "A")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.refreshes()).isEqualTo(1);
        assertThat(topic.published()).hasSize(2);
    }

    @Test
    void whatCannotBeLookedUpIsPublishedOnceMore() throws Exception {
        topic.publish(read(1, "A"));
        topic.readOn();
        topic.away(true);

        assertThat(copy().deliver(1, "A")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).containsExactly(read(1, "A"), delivered(1, "A"));
    }

    @Test
    void aPlaceThatIsBehindIsLookedUpForEachDelivery() throws Exception {
        topic.publish(read(1, "A"));
        topic.behind(true);

        assertThat(copy().deliver(1, "A")).isEqualTo(Verdict.TAKEN);
        assertThat(topic.published()).hasSize(1);

        topic.behind(false);
        assertThat(copy().deliver(2, "A")).isEqualTo(Verdict.TAKEN);
        assertThat(topic.published()).hasSize(2);
        assertThat(topic.refreshes()).isEqualTo(1);
    }

    @Test
    void theRouteGoesOnOnItsOwnThreadsWhenTheAnswerComes() throws Exception {
        topic.publish(read(1, "B"));
        topic.readOn();
        topic.hold();
        CompletableFuture<Verdict> verdict = copy().begin(1, "B");
        topic.publish(delivered(1, "A"));

        topic.answer();
        assertThat(verdict).isNotDone();
        assertThat(topic.published()).as("not on the thread that answers").hasSize(2);

        runTasks();
        assertThat(verdict).isCompletedWithValue(Verdict.TAKEN);
        assertThat(topic.published()).endsWith(delivered(1, "B"));
    }

    @Test
    void aChangeThatTheRouteFailsToPublishIsNotTaken() throws Exception {
        Copy copy = copy();
        copy.fails = true;

        assertThat(copy.deliver(1, "A")).isEqualTo(Verdict.FAILED);

        copy.fails = false;
        assertThat(copy.deliver(1, "A")).isEqualTo(Verdict.TAKEN);
        assertThat(topic.published()).hasSize(1);
    }

    /** The producer has given up, and the broker has the record all the same. */
    @Test
    void whatWasWrittenThoughTheRouteFailedIsNotPublishedTwice() throws Exception {
        Copy copy = copy();
        copy.fails = true;
        copy.publishesAllTheSame = true;
        assertThat(copy.deliver(1, "A")).isEqualTo(Verdict.FAILED);
        topic.readOn();

        assertThat(copy().deliver(1, "A")).isEqualTo(Verdict.TAKEN);

        assertThat(topic.published()).hasSize(1);
    }

    /**
     * Three copies, to which a sender delivers the changes of a few records as Clio does: a failed or unanswered delivery
     * is repeated to any copy, and the next change of a record may overtake it. Now and then nothing can be looked up, and now
     * and then somebody reads what a record is like before Clio tells of it.
     */
    @Test
    void nothingIsLostAndOrderIsKeptAndOnlyTheUnknownIsPublishedTwiceOfRandomDeliveries() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            new RandomDeliveries(seed).run();
        }
    }

    /** One run of random deliveries. */
    private final class RandomDeliveries {

        private static final int RECORDS = 3;
        private static final int STEPS = 120;

        private final String seed;
        private final Random random;
        private final PlayedPlace place = new PlayedPlace("topic");
        private final List<Copy> copies;
        private final Map<Integer, Integer> versions = new HashMap<>();
        private final List<ChangeEvent> open = new ArrayList<>();
        private final Map<ChangeEvent, Integer> recordOf = new HashMap<>();
        private final Map<String, List<ChangeEvent>> sentBefore = new HashMap<>();
        private final List<ChangeEvent> acknowledged = new ArrayList<>();

        RandomDeliveries(long seed) {
            this.seed = "seed " + seed;
            this.random = new Random(seed);
            this.copies = List.of(new Copy(place), new Copy(place), new Copy(place));
        }

        void run() throws Exception {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(3) == 0) {
                    place.readOn();
                }
                ChangeEvent next = open.isEmpty() || random.nextInt(3) > 0 ? emit() : anyOpen();
                if (random.nextInt(4) == 0) {
                    readNewest();
                    deliver(anyOpen());
                }
                if (open.contains(next)) {
                    deliver(next);
                }
            }
            while (!open.isEmpty()) {
                deliver(anyOpen());
            }
            check();
        }

        private ChangeEvent anyOpen() {
            return open.get(random.nextInt(open.size()));
        }

        private ChangeEvent emit() throws Exception {
            int record = random.nextInt(RECORDS);
            int version = versions.merge(record, 1, Integer::sum);
            ChangeEvent change = delivered(record, "v" + version);
            recordOf.put(change, record);
            open.add(change);
            return change;
        }

        private void readNewest() throws Exception {
            List<Integer> known = List.copyOf(versions.keySet());
            int record = known.get(random.nextInt(known.size()));
            place.publish(read(record, "v" + versions.get(record)));
        }

        /** One attempt: the copy may fail before or after it has published, and the answer may get lost. */
        private void deliver(ChangeEvent change) throws Exception {
            sentBefore.computeIfAbsent(change.id(), first -> acknowledgedOf(change));
            Copy copy = copies.get(random.nextInt(copies.size()));
            copy.fails = random.nextInt(6) == 0;
            copy.publishesAllTheSame = random.nextBoolean();
            boolean unknown = random.nextInt(10) == 0;
            place.away(unknown);
            boolean wasThere = PlayedPlace.isPublished(change, place.published())
                    || place.published().contains(change);
            boolean wasKnown = place.isDelivered(change);
            boolean isCurrent = place.isPublished(change) || copy.confirmed.isLast(change);
            int before = place.published().size();
            Verdict verdict = copy.deliver(recordOf.get(change), versionOf.get(change.id()));
            boolean published = place.published().size() > before;
            assertThat(published && wasKnown)
                    .as("%s: delivered before, and published again", seed)
                    .isFalse();
            if (published && wasThere) {
                assertThat(unknown || !isCurrent)
                        .as("%s: %s published again though that it is there could be known", seed, change.subject())
                        .isTrue();
            }
            if (!published && verdict == Verdict.TAKEN) {
                assertThat(wasThere).as("%s: taken without being there", seed).isTrue();
            }
            if (verdict == Verdict.TAKEN && random.nextInt(8) > 0) {
                open.remove(change);
                acknowledged.add(change);
            }
        }

        private List<ChangeEvent> acknowledgedOf(ChangeEvent change) {
            return acknowledged.stream()
                    .filter(earlier -> earlier.history().equals(change.history()))
                    .toList();
        }

        private void check() {
            List<String> landed = place.identities();
            assertThat(landed)
                    .as(seed)
                    .containsAll(acknowledged.stream().map(ChangeEvent::id).toList());
            sentBefore.forEach((id, earlier) -> earlier.forEach(before -> assertThat(landed.lastIndexOf(id))
                    .as("%s: sent after another was acknowledged, and behind it", seed)
                    .isGreaterThan(landed.indexOf(before.id()))));
        }
    }

    private Copy copy() {
        return new Copy(topic);
    }

    /** One copy of the application, with a memory of its own. */
    private final class Copy {

        private final ConfirmedVersions confirmed;
        private final DeliveryRoute route;
        private boolean fails;
        private boolean publishesAllTheSame;

        Copy(PlayedPlace place) {
            confirmed = new ConfirmedVersions(100, Optional.of(place));
            DefaultConsumer consumer = new DefaultConsumer(endpoint, new AsyncProcessorSupport() {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    if (!fails || publishesAllTheSame) {
                        place.publish(exchange.getMessage().getHeaders());
                    }
                    if (fails) {
                        exchange.setException(new IllegalStateException("no acknowledgement"));
                    }
                    callback.done(true);
                    return true;
                }
            });
            route = new DeliveryRoute(
                    consumer,
                    account.connection(),
                    "activity",
                    confirmed,
                    (id, kind, change) -> told.add(id),
                    tasks::add);
        }

        Verdict deliver(int id, String version) throws Exception {
            CompletableFuture<Verdict> verdict = begin(id, version);
            runTasks();
            return verdict.getNow(null);
        }

        CompletableFuture<Verdict> begin(int id, String version) throws Exception {
            return route.deliver(new Delivery(1, "updated", record(id, version)), NOON, NOON, () -> false);
        }
    }

    private void runTasks() {
        List<Runnable> now = List.copyOf(tasks);
        tasks.clear();
        now.forEach(Runnable::run);
    }

    private ChangeEvent delivered(int id, String version) throws Exception {
        return change(id, version, "updated");
    }

    private ChangeEvent read(int id, String version) throws Exception {
        return change(id, version, null);
    }

    /** As {@link PlayedPlace} has it: with nothing but what tells changes apart. */
    private ChangeEvent change(int id, String version, String vendorEvent) throws Exception {
        ChangeEvent change = new ClioChanges(
                        new ChangeSource("clio", account.connection().getName()))
                .of("activity", record(id, version), ChangeKind.STATE, NOON, NOON, vendorEvent);
        versionOf.put(change.id(), version);
        return new ChangeEvent(
                change.id(), change.type(), change.source(), change.subject(), change.time(), null, vendorEvent);
    }

    private static JsonRecord record(int id, String version) throws Exception {
        String json = "{\"id\":%d,\"etag\":\"\\\"%s\\\"\",\"updated_at\":\"%s\"}".formatted(id, version, time(version));
        return JsonRecord.read(json.getBytes(StandardCharsets.UTF_8), ClioChanges.IDENTITY_FIELDS);
    }

    /** Two versions in a second, as Clio counts none shorter. */
    private static Instant time(String version) {
        return NOON.plusSeconds(Long.parseLong("0" + version.replaceAll("\\D", "")) / 2);
    }
}
