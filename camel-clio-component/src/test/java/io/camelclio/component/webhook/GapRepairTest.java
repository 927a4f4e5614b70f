package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.leadership.Replicas;
import io.camelclio.component.telemetry.RepairState;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Arrivals;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed while nothing was delivered is there in the end, deletions too, over real HTTP. */
class GapRepairTest {

    private static final String ACTIVITY = "activity?fields=id,etag,updated_at,total&since=beginning";

    /** Neither the read of each hour nor a comparison repairs anything. */
    private static final String READ_ALONE = ACTIVITY + "&recheck=0&reconcile=0";

    /** How an outage begins and ends. */
    private record Outage(Change begin, Change end) {
        private interface Change {
            void of(RepairedClio firm) throws Exception;
        }
    }

    @ParameterizedTest
    @MethodSource("outages")
    void theReadOfTheGapAloneBringsWhatWasCreatedAndUpdated(Outage outage) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            ClioRecord record = firm.records().create(Map.of("total", 1));
            firm.start(READ_ALONE);
            firm.pass(Duration.ofMinutes(10));

            outage.begin().of(firm);
            for (int i = 0; i < 18; i++) {
                firm.records().create(Map.of("total", 100 + i));
                firm.records().update(record.id(), Map.of("total", 200 + i));
                firm.pass(Duration.ofMinutes(10));
            }
            if (firm.isRunning()) {
                outage.end().of(firm);
            } else {
                firm.start(READ_ALONE);
            }
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    static Stream<Named<Outage>> outages() {
        return Stream.of(
                Named.of("the application is stopped", new Outage(RepairedClio::stop, firm -> firm.start(ACTIVITY))),
                Named.of("Kafka is away", new Outage(firm -> firm.topic.goAway(), firm -> firm.topic.comeBack())),
                Named.of("Clio does not reach us and suspends", new Outage(RepairedClio::cutOff, firm -> {
                    firm.reconnect();
                    firm.clio.webhooks().suspend(firm.webhookId());
                })));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void nothingIsMissingAfterAnOutageOfThreeHours(Outage outage) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            for (int i = 0; i < 30; i++) {
                firm.records().create(Map.of("total", i));
            }
            firm.start(ACTIVITY);
            long delivered = firm.records().create(Map.of("total", 30)).id();
            firm.pass(Duration.ofMinutes(5));
            firm.records().update(delivered, Map.of("total", 31));
            firm.pass(Duration.ofMinutes(5));

            outage.begin().of(firm);
            for (int i = 0; i < 18; i++) {
                firm.records().create(Map.of("total", 100 + i));
                ClioRecord changed = firm.records().all().get(i);
                firm.records().update(changed.id(), Map.of("total", 200 + i));
                firm.records().delete(firm.records().all().get(i).id());
                firm.pass(Duration.ofMinutes(10));
            }
            outage.end().of(firm);
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            Arrivals.Figures figures = firm.topic.figuresOf(firm.clio.ledger().deliveries());
            System.out.println("outage of three hours: " + figures + ", given up by Clio "
                    + firm.clio.ledger().givenUp());
            assertThat(figures.acknowledged()).isGreaterThanOrEqualTo(2);
            assertThat(figures.lost()).isZero();
            assertThat(figures.reordered()).isZero();
            RepairState.Comparison last = firm.repair().lastComparison().orElseThrow();
            assertThat(last.missing()).isZero();
            assertThat(last.deleted()).isZero();
        }
    }

    @Test
    void readsNothingWhileNothingCanHaveBeenMissed() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start("activity?recheck=0&reconcile=0");
            for (int day = 0; day < 12; day++) {
                firm.records().create(Map.of("total", day));
                firm.pass(Duration.ofDays(1));
            }

            assertThat(firm.reads()).isEmpty();
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.repair().cause()).isEmpty();
        }
    }

    @Test
    void whatNobodyDeliveredIsReadWithinTheHourThoughNothingSeemedMissed() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start("activity?reconcile=0");
            ClioRecord record = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(30));
            firm.clio.deliveryFaults().loseNext(2);
            firm.records().update(record.id(), Map.of("total", 2));
            firm.records().create(Map.of("total", 3));
            firm.pass(Duration.ofMinutes(65));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.topic.duplicates()).isZero();
            assertThat(firm.repair().cause()).isEmpty();
        }
    }

    @Test
    void whatNobodyDeliveredIsReadAsOftenAsWanted() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start("activity?reconcile=0&recheck=2m&underWay=1m");
            firm.pass(Duration.ofHours(1));
            firm.clio.deliveryFaults().loseNext(1);
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(3));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @ParameterizedTest
    @CsvSource({"1m, 1", "5m, 0"})
    void aComparisonLeavesToDeliveriesWhatMayBeUnderWay(String underWay, int found) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&recheck=0&reconcile=30m&underWay=" + underWay);
            firm.pass(Duration.ofHours(1));
            firm.pass(Duration.ofMinutes(40));
            List<Instant> comparisons =
                    firm.reads().stream().map(RequestLog.Entry::at).toList();
            Instant last = comparisons.get(comparisons.size() - 1);
            Instant next = last.plus(Duration.between(comparisons.get(comparisons.size() - 2), last));
            firm.pass(Duration.between(firm.clock.instant(), next.minus(Duration.ofMinutes(2))));
            firm.clio.deliveryFaults().loseNext(1);
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(3));

            assertThat(firm.reads()).hasSizeGreaterThan(comparisons.size());
            assertThat(firm.topic.newest()).hasSize(found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the application is stopped", "another copy takes the lead"})
    void aReadLeavesToDeliveriesWhatMayBeUnderWayAndBringsItAfterwards(String how) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            String endpoint = "activity?reconcile=0&recheck=0&underWay=20m";
            Replicas replicas = ledByTheFirstOfTwo(firm, endpoint);
            firm.clio.deliveryFaults().loseNext(2);
            ClioRecord settled = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(30));
            firm.records().create(Map.of("total", 2));
            if (how.equals("the application is stopped")) {
                firm.stop();
                firm.start(endpoint);
            }
            replicas.elect("b");
            firm.pass(Duration.ofMinutes(1));
            assertThat(firm.topic.newest()).containsOnlyKeys(String.valueOf(settled.id()));

            firm.pass(Duration.ofMinutes(20));
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.topic.duplicates()).isZero();
        }
    }

    /** A comparison by a process that remembers nothing comes between the two reads. */
    @ParameterizedTest
    @ValueSource(strings = {"4m30s", "1m", "5s"})
    void whatWasLeftToDeliveriesIsNotTakenForKnown(String beforeTheStart) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&recheck=0", null);
            firm.pass(Duration.ofHours(1));
            firm.stop();
            firm.clio.deliveryFaults().loseNext(1);
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.parse("PT" + beforeTheStart));

            firm.start(ACTIVITY + "&recheck=0", null);
            firm.pass(Duration.ofMinutes(10));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @Test
    void whatChangedBeforeThereWasASubscriptionIsReadAtOnce() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(1));

            firm.start(READ_ALONE + "&underWay=1h");
            firm.pass(Duration.ofMinutes(1));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @Test
    void nothingIsLeftToDeliveriesWhereNoneCountsAsUnderWay() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(READ_ALONE + "&underWay=0");
            firm.pass(Duration.ofHours(2));
            firm.stop();
            firm.records().create(Map.of("total", 1));
            firm.start(READ_ALONE + "&underWay=0");

            firm.pass(Duration.ofSeconds(10));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @Test
    void ofPaymentsTheReadOfTheGapLeavesToTheNextComparisonWhatMayBeUnderWay() throws Exception {
        try (RepairedClio firm = new RepairedClio("clio_payments/payments")) {
            String endpoint = "clio_payments_payment?fields=id,amount,updated_at&since=beginning&underWay=20m";
            firm.start(endpoint);
            firm.pass(Duration.ofHours(1));
            firm.stop();
            firm.clio.deliveryFaults().loseNext(1);
            firm.records().create(Map.of("amount", 1));
            firm.start(endpoint);

            firm.pass(Duration.ofMinutes(1));
            assertThat(firm.topic.all()).isEmpty();

            firm.pass(Duration.ofMinutes(25));
            assertThat(firm.topic.all()).hasSize(1);
        }
    }

    @Test
    void whoTakesTheLeadReadsAtOnceWhatNobodyDelivered() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            Replicas replicas = ledByTheFirstOfTwo(firm, "activity?reconcile=0&recheck=0");
            firm.clio.deliveryFaults().loseNext(1);
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(10));
            assertThat(firm.topic.newest()).isEmpty();

            replicas.elect("b");
            firm.pass(Duration.ofMinutes(1));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    /** Copies a, which leads, and b, an hour after both have begun. */
    private static Replicas ledByTheFirstOfTwo(RepairedClio firm, String endpoint) throws Exception {
        Replicas replicas = new Replicas();
        replicas.elect("a");
        firm.startCopies(endpoint, replicas, "a");
        firm.startCopies(endpoint, replicas, "b");
        firm.pass(Duration.ofHours(1));
        return replicas;
    }

    @ParameterizedTest
    @CsvSource({"20s, true", "5m, false"})
    void aComparisonFollowsAGapNoLaterThanDeliveriesMayBeUnderWay(String underWay, boolean compared) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&recheck=0&reconcile=30m&underWay=" + underWay);

            firm.pass(Duration.ofSeconds(30));

            assertThat(firm.repair().lastComparison().isPresent()).isEqualTo(compared);
        }
    }

    @Test
    void aComparisonDoesNotMissWhatIsBeingDelivered() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&recheck=0&reconcile=30m");
            Set<Instant> comparisons = new HashSet<>();
            for (int minute = 0; minute < 100; minute++) {
                firm.topic.goAway();
                firm.records().create(Map.of("total", minute));
                firm.pass(Duration.ofSeconds(1));
                firm.topic.comeBack();
                firm.pass(Duration.ofSeconds(59));
                firm.repair().lastComparison().ifPresent(last -> {
                    comparisons.add(last.ended());
                    assertThat(last.missing()).as("at %s", last.ended()).isZero();
                });
            }

            assertThat(comparisons).hasSizeGreaterThan(2);
        }
    }

    @Test
    void aDeletionThatIsBeingDeliveredIsNeitherMissedNorToldTwice() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&recheck=0&reconcile=30m");
            int deletions = 25;
            for (int record = 0; record < deletions; record++) {
                firm.records().create(Map.of("total", record));
            }
            Set<Instant> comparisons = new HashSet<>();
            for (int minute = 0; minute < 4 * deletions; minute++) {
                if (minute % 4 == 0) {
                    firm.topic.goAway();
                    firm.records().delete(firm.records().all().get(0).id());
                }
                firm.pass(Duration.ofSeconds(1));
                firm.topic.comeBack();
                firm.pass(Duration.ofSeconds(59));
                firm.repair().lastComparison().ifPresent(last -> {
                    comparisons.add(last.ended());
                    assertThat(last.deleted()).as("at %s", last.ended()).isZero();
                });
            }

            assertThat(comparisons).hasSizeGreaterThan(1);
            assertThat(firm.topic.all().stream().filter(Landing.Landed::isDeletion))
                    .hasSize(deletions - firm.records().all().size());
        }
    }

    @Test
    void aDeletionThatWasFoundIsToldOnceMoreWhenItIsDelivered() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&recheck=0&reconcile=30m");
            ClioRecord record = firm.records().create(Map.of("total", 1));
            firm.records().create(Map.of("total", 2));
            firm.pass(Duration.ofHours(1));
            firm.clio.deliveryFaults().latency(Duration.ofMinutes(50));
            firm.records().delete(record.id());
            firm.pass(Duration.ofMinutes(45));
            assertThat(firm.topic.of(record.id())).last().matches(Landing.Landed::isDeletion);
            int found = firm.topic.all().size();
            long taken = firm.clio.ledger().acknowledged();

            firm.pass(Duration.ofMinutes(10));

            assertThat(firm.clio.ledger().acknowledged()).as("delivered").isEqualTo(taken + 1);
            assertThat(firm.topic.all()).hasSize(found + 1);
            assertThat(firm.topic.of(record.id())).last().matches(Landing.Landed::isDeletion);
        }
    }

    @Test
    void whatCouldNotBeProvenUntilClioGaveUpIsReadWithinTheHour() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start("activity?reconcile=0");
            firm.pass(Duration.ofHours(1));
            firm.clio.faults().answerNext(Faults.UNTIL_CLEARED, 400, path -> path.contains("webhooks"));
            firm.clio.webhooks().rotateSecret(firm.webhookId());
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(2));

            assertThat(firm.clio.ledger().givenUp()).isEqualTo(1);
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.repair().cause())
                    .as("a gap that strangers could open")
                    .isEmpty();
        }
    }

    @Test
    void aGapThatWasNoticedIsRepairedEvenIfTheApplicationDiesOnceClioIsCorrected() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            String endpoint = "activity?recheck=0&reconcile=0";
            firm.start(endpoint);
            firm.pass(Duration.ofHours(1));
            firm.clio.webhooks().change(firm.webhookId(), Map.of("events", List.of("deleted")));
            firm.records().create(Map.of("total", 1));
            AtomicBoolean corrected = new AtomicBoolean();
            firm.clio
                    .faults()
                    .changeNext(
                            Faults.UNTIL_CLEARED,
                            answer -> Response.json(400, "{}"),
                            path -> corrected.get()
                                    || path.contains("webhooks/") && corrected.compareAndSet(false, true));
            firm.pass(Duration.ofDays(1));
            firm.stop();
            assertThat(corrected).isTrue();
            firm.clio.faults().clear();

            firm.start(endpoint);
            firm.pass(Duration.ofMinutes(30));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    /** What befalls a subscription, by the words of the gap that it makes. */
    private record Mishap(String words, Consumer<RepairedClio> what) {}

    static Stream<Named<Mishap>> mishaps() {
        return Stream.of(
                mishap("Clio had suspended it", firm -> firm.clio.webhooks().suspend(firm.webhookId())),
                mishap("it had expired", firm -> firm.clio.webhooks().expire(firm.webhookId())),
                mishap("somebody deleted it", firm -> firm.clio.webhooks().delete(firm.webhookId())),
                mishap(
                        "its handshake was not confirmed",
                        firm -> firm.clio.webhooks().pend(firm.webhookId())),
                mishap(
                        "its fields were others",
                        firm -> firm.clio.webhooks().change(firm.webhookId(), Map.of("fields", "id,etag"))),
                mishap(
                        "its events were others",
                        firm -> firm.clio.webhooks().change(firm.webhookId(), Map.of("events", List.of("deleted")))));
    }

    private static Named<Mishap> mishap(String words, Consumer<RepairedClio> what) {
        return Named.of(words, new Mishap(words, what));
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("mishaps")
    void catchesUpWhateverBefellTheSubscription(Mishap mishap) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY);
            ClioRecord changed = firm.records().create(Map.of("total", 1));
            ClioRecord deleted = firm.records().create(Map.of("total", 2));
            firm.pass(Duration.ofHours(1));
            mishap.what().accept(firm);
            firm.records().update(changed.id(), Map.of("total", 3));
            firm.records().create(Map.of("total", 4));
            firm.records().delete(deleted.id());

            firm.pass(Duration.ofDays(2));

            assertThat(firm.repair().cause().orElse("")).contains(mishap.words());
            assertThat(firm.repair().gapSince()).isEmpty();
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void theReadOfTheGapAloneBringsWhatWasChangedMeanwhile(Mishap mishap) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(READ_ALONE);
            ClioRecord changed = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(1));
            mishap.what().accept(firm);
            firm.records().update(changed.id(), Map.of("total", 3));
            firm.records().create(Map.of("total", 4));

            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.topic.of(changed.id()))
                    .anyMatch(landed -> landed.body().path("total").asInt() == 3);
        }
    }

    @Test
    void catchesUpWhenTheFieldListIsChanged() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start("activity?fields=id,etag&addUpdatedAt=false");
            ClioRecord record = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(1));
            firm.stop();
            firm.pass(Duration.ofMinutes(1));

            firm.start("activity?fields=id,etag,total");
            firm.pass(Duration.ofMinutes(1));

            assertThat(firm.repair().cause()).hasValue("its fields were others");
            assertThat(firm.topic.of(record.id())).hasSize(2);
            assertThat(firm.topic.of(record.id()).get(1).body().path("total").asInt())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCameInAnotherShapeIsReadAgainThoughItsVersionWasTaken(boolean failingFirst) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(READ_ALONE);
            firm.pass(Duration.ofMinutes(1));
            firm.clio.webhooks().change(firm.webhookId(), Map.of("fields", "id,etag,updated_at"));
            ClioRecord record = firm.records().create(Map.of("total", 7));
            firm.pass(Duration.ofMinutes(1));
            assertThat(firm.topic.of(record.id())).hasSize(1).allMatch(landed -> !landed.body()
                    .has("total"));
            if (failingFirst) {
                firm.clio.faults().answerNext(3, 400, path -> path.equals("/api/v4/activities.json"));
            }

            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.of(record.id())).hasSize(2);
            assertThat(firm.topic.of(record.id()).get(1).body().path("total").asInt())
                    .isEqualTo(7);
            assertThat(firm.topic.duplicates())
                    .as("of one version, one identity")
                    .isEqualTo(1);
        }
    }

    @Test
    void firstStartHandsEverythingOverWhileChangesGoOn() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            for (int i = 0; i < 450; i++) {
                firm.records().create(Map.of("total", i));
            }
            List<ClioRecord> all = firm.records().all();
            AtomicInteger step = new AtomicInteger();
            firm.topic.before(() -> {
                int next = step.getAndIncrement();
                if (next < 60) {
                    firm.clock.advance(Duration.ofSeconds(1));
                    ClioRecord record = all.get((next * 37) % all.size());
                    firm.records().update(record.id(), Map.of("total", 1_000 + next));
                    firm.records().create(Map.of("total", 2_000 + next));
                }
            });

            firm.start(ACTIVITY);
            firm.pass(Duration.ofHours(2));

            assertThat(step.get()).isGreaterThan(60);
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.repair().lastComparison().orElseThrow().missing()).isZero();
        }
    }

    @Test
    void firstStartBringsNothingOldWhenNotAskedTo() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(1));

            firm.start("activity");
            firm.pass(Duration.ofHours(1));
            firm.clio.deliveryFaults().loseNext(1);
            ClioRecord lost = firm.records().create(Map.of("total", 2));
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.newest()).containsOnlyKeys(String.valueOf(lost.id()));
            assertThat(firm.repair().gapSince()).isEmpty();
        }
    }

    @Test
    void paymentsAreReadWholeAndThoseThatChangedInTheGapHandedOver() throws Exception {
        try (RepairedClio firm = new RepairedClio("clio_payments/payments")) {
            String endpoint = "clio_payments_payment?fields=id,amount,updated_at";
            for (int i = 0; i < 5; i++) {
                firm.records().create(Map.of("amount", i));
            }
            firm.pass(Duration.ofHours(1));
            firm.start(endpoint, null);
            firm.pass(Duration.ofHours(1));
            firm.stop();
            firm.pass(Duration.ofHours(3));
            long changed = firm.records().all().get(2).id();
            firm.records().update(changed, Map.of("amount", 77));
            long created = firm.records().create(Map.of("amount", 88)).id();
            firm.pass(Duration.ofHours(1));

            firm.start(endpoint, null);
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.all())
                    .as("read, and delivered by the last of Clio's tries, under one identity")
                    .extracting(landed -> Long.valueOf(landed.id()))
                    .containsExactlyInAnyOrder(changed, created, changed, created);
            assertThat(firm.topic.of(changed))
                    .extracting(landed -> landed.changeId())
                    .containsOnly(firm.topic.of(changed).get(0).changeId());
            assertThat(firm.topic.of(changed).get(0).body().path("amount").asInt())
                    .isEqualTo(77);
        }
    }

    @Test
    void aChangeThatIsDeliveredAndCaughtUpHasOneIdentity() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY, null);
            ClioRecord record = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(1));
            firm.stop();
            firm.pass(Duration.ofMinutes(1));

            firm.start(ACTIVITY, null);
            firm.pass(Duration.ofMinutes(6));

            assertThat(firm.topic.of(record.id())).hasSize(2);
            assertThat(firm.topic.duplicates()).isEqualTo(1);
        }
    }

    @Test
    void goesOnWhereItWasWhenTheApplicationDiesInTheMiddle() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            for (int i = 0; i < 1_000; i++) {
                firm.records().create(Map.of("total", i));
            }
            firm.pass(Duration.ofHours(1));
            AtomicInteger taken = new AtomicInteger();
            firm.topic.before(() -> {
                if (taken.incrementAndGet() % 100 == 0) {
                    firm.clock.advance(Duration.ofSeconds(2));
                }
                if (taken.get() > 700) {
                    throw new IllegalStateException("dying");
                }
            });
            firm.start(ACTIVITY);
            firm.stop();
            int before = firm.topic.all().size();
            firm.topic.before(() -> {});
            firm.pass(Duration.ofHours(2));

            firm.start(ACTIVITY);
            firm.pass(Duration.ofMinutes(30));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.topic.all().size() - before).isLessThan(700);
        }
    }

    @Test
    void clioFailingInTheMiddleOnlyDelays() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY);
            firm.pass(Duration.ofHours(1));
            firm.stop();
            for (int i = 0; i < 450; i++) {
                firm.records().create(Map.of("total", i));
            }
            firm.pass(Duration.ofHours(3));
            firm.clio.faults().answerNext(20, 400, path -> path.equals("/api/v4/activities.json"));

            firm.start(ACTIVITY);
            assertThat(firm.repair().gapSince()).isPresent();
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.repair().gapSince()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"document", "folder"})
    void aDeletionThatIsReadAgainFromTheTrashIsTheOneThatWasDelivered(String model) throws Exception {
        try (RepairedClio firm = new RepairedClio(model + "s")) {
            String endpoint = model + "?reconcile=0&fields=id,etag,updated_at,deleted_at,name";
            firm.start(endpoint);
            long id = firm.records().create(Map.of("name", "Brief")).id();
            firm.pass(Duration.ofMinutes(1));
            firm.records().delete(id);
            firm.pass(Duration.ofMinutes(1));
            assertThat(firm.topic.of(id)).last().matches(Landing.Landed::isDeletion);
            int delivered = firm.topic.of(id).size();

            firm.stop();
            firm.pass(Duration.ofMinutes(1));
            firm.start(endpoint);
            firm.pass(Duration.ofMinutes(5));

            assertThat(firm.topic.of(id)).hasSize(delivered + 1);
            assertThat(firm.topic.of(id).stream()
                            .filter(Landing.Landed::isDeletion)
                            .map(Landing.Landed::changeId)
                            .distinct())
                    .hasSize(1);
        }
    }

    /** What a process that led earlier remembers is older than what lies where all of them write. */
    @Test
    void whatOthersWroteOverrulesWhatThisProcessRemembers() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            Map<String, String> written = new ConcurrentHashMap<>();
            firm.start(ACTIVITY, new SharedRecords(written));
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(1));
            int before = firm.topic.all().size();

            written.replaceAll((id, version) -> "what another copy wrote when it led");
            firm.pass(Duration.ofDays(2));
            assertThat(firm.topic.all()).as("another version").hasSize(before + 1);

            written.clear();
            firm.pass(Duration.ofDays(2));
            assertThat(firm.topic.all()).as("a deletion").hasSize(before + 2);
        }
    }

    @Test
    void whatTheFollowedPlaceShowsIsNotBroughtAgainThoughWhatIsKnownDoesNotTellSoYet() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities").followed()) {
            Map<String, String> written = new ConcurrentHashMap<>();
            firm.start(ACTIVITY + "&memory=topic", new SharedRecords(written));
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(1));
            int before = firm.topic.all().size();

            written.replaceAll((id, version) -> "an older one, which came late");
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.all()).hasSize(before);
            assertThat(written).doesNotContainValue("an older one, which came late");
        }
    }

    @Test
    void aMatterThatIsKnownByItsLifeCycleEventIsNotBroughtAgain() throws Exception {
        try (RepairedClio firm = new RepairedClio("matters")) {
            Map<String, String> written = new ConcurrentHashMap<>();
            firm.start("matter?fields=id,etag,updated_at,status&since=beginning", new SharedRecords(written));
            ClioRecord matter = firm.records().create(Map.of("status", "Open"));
            firm.pass(Duration.ofHours(1));
            firm.records().update(matter.id(), Map.of("status", "Closed"));
            firm.pass(Duration.ofMinutes(1));
            int before = firm.topic.all().size();
            String closed = firm.topic.of(matter.id()).stream()
                    .filter(landed -> landed.type().contains("matter_closed"))
                    .findFirst()
                    .orElseThrow()
                    .changeId();
            assertThat(written.values()).isNotEmpty().doesNotContain(closed);

            written.replaceAll((id, version) -> closed);
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.all()).hasSize(before);
        }
    }

    /** What is known of one list where all processes write. */
    private record SharedRecords(Map<String, String> written) implements KnownRecords {

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public Optional<String> version(RecordList list, String id) {
            return Optional.ofNullable(written.get(id));
        }

        @Override
        public Set<String> ids(RecordList list) {
            return Set.copyOf(written.keySet());
        }

        @Override
        public void remember(RecordList list, String id, String version) {
            written.put(id, version);
        }

        @Override
        public void forget(RecordList list, String id) {
            written.remove(id);
        }
    }

    @Test
    void aLostPermissionTellsNoDeletion() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY);
            for (int i = 0; i < 5; i++) {
                firm.records().create(Map.of("total", i));
            }
            firm.pass(Duration.ofHours(1));
            firm.clio.forbid("activities");
            firm.pass(Duration.ofDays(2));
            assertThat(firm.repair().failure()).hasValue("FORBIDDEN");

            firm.clio.permit("activities");
            firm.clio
                    .faults()
                    .answerNext(
                            100,
                            Response.json(200, "{\"data\":[],\"meta\":{\"paging\":{},\"records\":0}}"),
                            path -> path.equals("/api/v4/activities.json"));
            firm.pass(Duration.ofDays(2));
            firm.clio.faults().clear();

            assertThat(firm.topic.all()).noneMatch(Landing.Landed::isDeletion);
        }
    }

    /** Hidden by a permission and shown again, it is gone and there again for whoever reads along; and so the next time. */
    @ParameterizedTest
    @ValueSource(strings = {ACTIVITY, "activity?fields=id,etag,updated_at,total"})
    void aRecordThatWasFoundGoneIsBackWhenItIsShownAgain(String endpoint) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            ClioRecord hidden = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(1));
            firm.start(endpoint);
            ClioRecord shown = firm.records().create(Map.of("total", 2));
            firm.pass(Duration.ofDays(2));
            for (int round = 0; round < 2; round++) {
                hideAllBut(shown, hidden, firm);
                firm.pass(Duration.ofDays(2));
                assertThat(firm.topic.of(hidden.id())).last().matches(Landing.Landed::isDeletion);
                firm.clio.faults().clear();
                firm.pass(Duration.ofDays(2));
                assertThat(firm.topic.of(hidden.id())).last().matches(landed -> !landed.isDeletion());
            }
        }
    }

    @Test
    void aRecordThatHasChangedAndVanishesAgainIsDeletedAgainByAnotherChange() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY);
            ClioRecord hidden = firm.records().create(Map.of("total", 1));
            ClioRecord shown = firm.records().create(Map.of("total", 2));
            firm.pass(Duration.ofHours(1));
            for (int round = 0; round < 2; round++) {
                hideAllBut(shown, hidden, firm);
                firm.pass(Duration.ofDays(2));
                firm.clio.faults().clear();
                firm.records().update(hidden.id(), Map.of("total", 3 + round));
                firm.pass(Duration.ofHours(1));
            }

            assertThat(firm.topic.of(hidden.id()).stream().filter(Landing.Landed::isDeletion))
                    .extracting(Landing.Landed::changeId)
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    private static void hideAllBut(ClioRecord shown, ClioRecord hidden, RepairedClio firm) {
        String page = "{\"data\":[" + shown.json() + "],\"meta\":{\"paging\":{},\"records\":1}}";
        firm.clio.faults().answerNext(1_000, Response.json(200, page), path -> path.equals("/api/v4/activities.json"));
        firm.clio.faults().answerNext(1_000, 404, path -> path.equals("/api/v4/activities/" + hidden.id() + ".json"));
    }

    @Test
    void moreLackingRecordsThanAllowedAreNotTakenForDeleted() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY + "&maxDeleted=3");
            for (int i = 0; i < 6; i++) {
                firm.records().create(Map.of("total", i));
            }
            firm.pass(Duration.ofHours(1));
            firm.clio.deliveryFaults().loseNext(4);
            firm.records().all().subList(0, 4).forEach(record -> firm.records().delete(record.id()));
            firm.pass(Duration.ofDays(2));
            assertThat(firm.topic.all()).noneMatch(Landing.Landed::isDeletion);

            firm.stop();
            firm.start(ACTIVITY + "&maxDeleted=4");
            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&recheck=0&reconcile=0"})
    void nothingIsMissingThoughTheLeadIsTakenTwiceInTheMiddleOfARepair(String options) throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            Replicas replicas = new Replicas();
            replicas.elect("a");
            firm.startCopies(ACTIVITY + options, replicas, "a", "b");
            firm.pass(Duration.ofHours(1));
            firm.clio.deliveryFaults().loseNext(300);
            firm.clio.webhooks().suspend(firm.webhookId());
            for (int i = 0; i < 300; i++) {
                firm.records().create(Map.of("total", i));
            }
            AtomicInteger taken = new AtomicInteger();
            firm.topic.before(() -> {
                int number = taken.incrementAndGet();
                if (number == 100) {
                    replicas.elect("b");
                    firm.records().update(firm.records().all().get(0).id(), Map.of("total", 1_000));
                } else if (number == 200) {
                    replicas.elect("a");
                    firm.records().create(Map.of("total", 2_000));
                }
            });

            firm.pass(Duration.ofDays(2));

            assertThat(taken.get()).isGreaterThan(200);
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.clio.webhooks().ids()).hasSize(1);
        }
    }

    @Test
    void whatAReplicaTookInAnotherShapeIsReadAgainThoughTheOneThatCorrectedItDies() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            Replicas replicas = new Replicas();
            replicas.elect("a");
            firm.startCopies(READ_ALONE, replicas, "a");
            firm.pass(Duration.ofHours(1));
            firm.startCopies(READ_ALONE, replicas, "b");
            firm.pass(Duration.ofHours(1));
            firm.clio.webhooks().change(firm.webhookId(), Map.of("fields", "id,etag,updated_at"));
            for (int i = 0; i < 4; i++) {
                firm.records().create(Map.of("total", 7));
            }
            firm.pass(Duration.ofMinutes(1));
            assertThat(firm.records().all()).allSatisfy(record -> assertThat(firm.topic.of(record.id()))
                    .singleElement()
                    .matches(landed -> !landed.body().has("total")));
            firm.clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, path -> path.equals("/api/v4/activities.json"));
            firm.pass(Duration.ofDays(2));
            assertThat(firm.repair().cause()).hasValue("its fields were others");

            firm.stop();
            firm.clio.faults().clear();
            replicas.elect("b");
            firm.pass(Duration.ofHours(1));

            assertThat(firm.records().all()).allSatisfy(record -> assertThat(firm.topic.of(record.id()))
                    .hasSize(2)
                    .last()
                    .matches(landed -> landed.body().path("total").asInt() == 7));
        }
    }

    @Test
    void whoeverTakesTheLeadAgainGoesByWhatIsKeptThen() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            Replicas replicas = new Replicas();
            replicas.elect("a");
            firm.startCopies(READ_ALONE, replicas, "a");
            firm.pass(Duration.ofHours(1));
            firm.clio.deliveryFaults().loseNext(1);
            firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofHours(1));
            assertThat(firm.topic.newest()).isEmpty();

            firm.states.setState("clio/sandbox/webhooks/activity", "2026-03-02T08:00:00Z");
            replicas.elect("nobody");
            replicas.elect("a");
            firm.pass(Duration.ofMinutes(1));

            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }

    @Test
    void aGapThatComesWhileOneIsRepairedIsRepairedToo() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities")) {
            firm.start(ACTIVITY);
            firm.pass(Duration.ofHours(1));
            firm.stop();
            for (int i = 0; i < 300; i++) {
                firm.records().create(Map.of("total", i));
            }
            firm.pass(Duration.ofHours(3));
            AtomicInteger taken = new AtomicInteger();
            firm.topic.before(() -> {
                if (taken.incrementAndGet() == 150) {
                    firm.clio.webhooks().suspend(firm.webhookId());
                    firm.records().create(Map.of("total", 5_000));
                    firm.records().update(firm.records().all().get(0).id(), Map.of("total", 6_000));
                }
            });

            firm.start(ACTIVITY);
            firm.pass(Duration.ofDays(2));

            assertThat(taken.get()).isGreaterThan(150);
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
        }
    }
}
