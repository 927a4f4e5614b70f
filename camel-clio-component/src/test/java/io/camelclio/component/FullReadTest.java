package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.HandDrivenPolls.Outcome;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.log.CapturedLog;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists that cannot be asked for what changed. */
class FullReadTest {

    private static final String PAYMENTS = "clio:clio_payments/payments?fields=id,updated_at,amount&limit=2";
    private static final String DELETED = "com.clio.clio_payments_payment.deleted.v1";
    private static final String PATH = "/api/v4/clio_payments/payments.json";

    private static final RecordList PAYMENTS_LIST = list("clio/us/clio_payments/payments");

    private final PolledClio polled = new PolledClio();
    private final ClioRecords payments = polled.clio.records("clio_payments/payments");

    @AfterEach
    void stop() {
        polled.close();
    }

    @Test
    void handsOverOnlyWhatIsNewOrChanged() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = polled.polling(PAYMENTS);
        assertThat(application.poll()).isEqualTo(new Outcome(3, null));
        assertThat(application.poll()).isEqualTo(new Outcome(0, null));
        polled.received.take();

        payments.update(all.get(1).id(), "{\"amount\":99}");
        ClioRecord fresh = create(1).get(0);

        assertThat(application.poll()).isEqualTo(new Outcome(2, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(List.of(all.get(1), fresh)));
        assertThat(polled.lists("clio_payments/payments"))
                .allSatisfy(query -> assertThat(query.names()).doesNotContain("updated_since"));
    }

    @Test
    void whatIsMissingFromTwoWholeReadsInARowIsDeleted() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = pollingWhatIsKnown();
        payments.delete(all.get(0).id());

        assertThat(application.poll()).as("missing once").isEqualTo(new Outcome(0, null));
        assertThat(application.poll()).as("missing twice").isEqualTo(new Outcome(1, null));
        assertThat(application.poll()).as("told once").isEqualTo(new Outcome(0, null));

        assertThat(polled.received.only().body())
                .isEqualTo("{\"id\":" + all.get(0).id() + "}");
        assertThat(PolledClio.type(polled.received.only())).isEqualTo(DELETED);
    }

    /** As of clients who owe something: the one who pays is gone, until he owes again. */
    @Test
    void aRecordThatComesBackAndVanishesAgainIsDeletedAgainByAnotherEvent() throws Exception {
        List<ClioRecord> all = create(2);
        PollingApplication application = pollingWhatIsKnown();
        vanish(application, all.get(0));
        payments.update(all.get(1).id(), "{\"amount\":50}");
        application.poll();
        String back = "{\"data\":[{\"id\":" + all.get(0).id() + ",\"updated_at\":\"2026-03-02T07:00:00-05:00\","
                + "\"amount\":7},{\"id\":" + all.get(1).id() + ",\"updated_at\":\"2026-03-02T07:00:00-05:00\","
                + "\"amount\":8}]}";
        polled.clio.faults().answerNext(1, Response.json(200, back), PATH::equals);
        application.poll();
        application.poll();
        application.poll();

        assertThat(polled.received.all())
                .filteredOn(one -> PolledClio.type(one).equals(DELETED))
                .extracting(one -> one.headers().get("CamelCloudEventID"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    private void vanish(PollingApplication application, ClioRecord record) throws Exception {
        payments.delete(record.id());
        application.poll();
        application.poll();
    }

    @Test
    void aRecordThatIsBackAfterOneReadWasNeverGone() throws Exception {
        create(1);
        PollingApplication application = pollingWhatIsKnown();

        for (int round = 0; round < 3; round++) {
            polled.clio.faults().answerNext(1, Response.json(200, "{\"data\":[]}"), PATH::equals);
            assertThat(application.poll()).isEqualTo(new Outcome(0, null));
            assertThat(application.poll()).isEqualTo(new Outcome(0, null));
        }
    }

    @Test
    void aReadThatMetAnUnreadableRecordSaysNothingOfWhatIsMissing() throws Exception {
        List<ClioRecord> all = create(2);
        PollingApplication application = pollingWhatIsKnown();
        String page = "{\"data\":[{\"id\":" + all.get(0).id() + ",\"updated_at\":\"2026-03-01T07:00:00-05:00\","
                + "\"amount\":1},{\"amount\":2}]}";

        for (int read = 0; read < 3; read++) {
            polled.clio.faults().answerNext(1, Response.json(200, page), PATH::equals);
            application.poll();
        }
        assertThat(polled.received.all()).extracting(PolledClio::type).doesNotContain(DELETED);

        payments.delete(all.get(1).id());
        application.poll();
        assertThat(polled.received.all())
                .as("only now it is missing once")
                .extracting(PolledClio::type)
                .doesNotContain(DELETED);
        application.poll();
        assertThat(polled.received.all()).extracting(PolledClio::type).containsOnlyOnce(DELETED);
    }

    @Test
    void aListThatIsSuddenlyEmptyDeletesNothingAndSaysSoOnce() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = pollingWhatIsKnown();
        all.forEach(record -> payments.delete(record.id()));
        try (CapturedLog log = new CapturedLog()) {
            for (int read = 0; read < 4; read++) {
                assertThat(application.poll()).isEqualTo(new Outcome(0, null));
            }

            assertThat(log.text().lines().filter(line -> line.startsWith("WARN io.camelclio.")))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("clio_payments/payments", "connection us", "3 of its records", "permission"));
        }

        create(1);
        application.poll();
        application.poll();
        assertThat(polled.received.all())
                .as("deletions follow when the list holds a record again")
                .extracting(PolledClio::type)
                .filteredOn(DELETED::equals)
                .hasSize(3);
    }

    @Test
    void anIdThatIsNoNumberIsStillJsonInItsDeletion() throws Exception {
        create(1);
        KnownRecords kept = new MemoryKnownRecords(10);
        kept.remember(list("clio/us/clio_payments/payments"), "a\"b\\c", "v");
        PollingApplication application = polled.started(application(kept), PAYMENTS, polled.received);
        application.poll();
        polled.received.take();

        assertThat(application.poll()).isEqualTo(new Outcome(1, null));

        assertThat(polled.received.only().body()).isEqualTo("{\"id\":\"a\\\"b\\\\c\"}");
        assertThat(application.poll()).as("told once").isEqualTo(new Outcome(0, null));
    }

    @Test
    void aDeletionThatCameAnotherWayIsNotSentAgain() throws Exception {
        List<ClioRecord> all = create(2);
        KnownRecords kept = new MemoryKnownRecords(10);
        String memory = "&memory=kafka";
        PollingApplication application = polled.started(application(kept), PAYMENTS + memory, polled.received);
        application.poll();
        polled.received.take();
        payments.delete(all.get(0).id());
        application.confirmElsewhere("kafka", deletion(all.get(0)));

        application.poll();
        application.poll();

        assertThat(polled.received.all()).isEmpty();
        assertThat(kept.ids(list("clio/us/clio_payments/payments")))
                .containsExactly(Long.toString(all.get(1).id()));
    }

    private static ChangeEvent deletion(ClioRecord record) throws Exception {
        byte[] json = ("{\"id\":" + record.id() + "}").getBytes(StandardCharsets.UTF_8);
        return new ClioChanges(new ChangeSource("clio", "us"))
                .of(
                        "clio_payments_payment",
                        JsonRecord.read(json, ClioChanges.IDENTITY_FIELDS),
                        ChangeKind.DELETED,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "deleted");
    }

    @Test
    void aReadThatFailsCountsForNothing() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = polled.polling(PAYMENTS);
        application.poll();
        payments.delete(all.get(0).id());
        application.poll();

        polled.clio.faults().answerNext(1, 503, PATH::equals);
        assertThat(application.poll().failure()).isNotNull();
        assertThat(polled.received.all()).hasSize(3);
        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
    }

    @Test
    void aRecordThatACutShortReadMetHasNotBeenMissingTwiceInARow() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = pollingWhatIsKnown();
        String hidden = page(all.get(1), all.get(2));
        String cutShort = "{\"data\":[" + json(all.get(0)) + ",{\"amount\":2}]}";

        for (String page : List.of(hidden, cutShort, hidden)) {
            polled.clio.faults().answerNext(1, Response.json(200, page), PATH::equals);
            application.poll();
        }

        assertThat(polled.received.all()).extracting(PolledClio::type).doesNotContain(DELETED);
    }

    @Test
    void aReadThatFailedHasMetWhatItMet() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = pollingWhatIsKnown();
        String hidden = page(all.get(1), all.get(2));

        polled.clio.faults().answerNext(1, Response.json(200, hidden), PATH::equals);
        application.poll();
        polled.clio.faults().answerNext(100, 503, new AfterTheFirst());
        assertThat(application.poll().failure()).isNotNull();
        polled.clio.faults().clear();
        polled.clio.faults().answerNext(1, Response.json(200, hidden), PATH::equals);
        application.poll();

        assertThat(polled.received.all()).extracting(PolledClio::type).doesNotContain(DELETED);
    }

    @Test
    void whatOthersWroteOverrulesWhatThisProcessRemembers() throws Exception {
        ClioRecord payment = create(1).get(0);
        ToldOfReads known = new ToldOfReads();
        known.shared = true;
        PollingApplication application = polled.started(application(known), PAYMENTS, polled.received);
        application.poll();
        polled.received.take();

        known.remember(PAYMENTS_LIST, Long.toString(payment.id()), "what another copy wrote when it led");

        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
        assertThat(application.poll()).as("known again").isEqualTo(new Outcome(0, null));
    }

    @Test
    void aRecordThatVanishesAgainAfterOthersSawItComeBackIsDeletedAgain() throws Exception {
        ClioRecord gone = create(2).get(0);
        ToldOfReads known = new ToldOfReads();
        known.shared = true;
        PollingApplication application = polled.started(application(known), PAYMENTS, polled.received);
        application.poll();
        payments.delete(gone.id());
        application.poll();
        assertThat(application.poll()).isEqualTo(new Outcome(1, null));

        known.remember(PAYMENTS_LIST, Long.toString(gone.id()), "what another copy wrote when it led");
        application.poll();

        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
        assertThat(known.ids(PAYMENTS_LIST)).hasSize(1);
    }

    private static String page(ClioRecord... records) {
        return Stream.of(records).map(FullReadTest::json).collect(Collectors.joining(",", "{\"data\":[", "]}"));
    }

    /** What the list shows of a record that is known already; another amount would be news, which is no matter here. */
    private static String json(ClioRecord record) {
        return "{\"id\":" + record.id() + ",\"updated_at\":\"2026-03-01T07:00:00-05:00\",\"amount\":1}";
    }

    /** All requests for the list but the first, which is that of its first page. */
    private static final class AfterTheFirst implements Predicate<String> {

        private final AtomicInteger requests = new AtomicInteger();

        @Override
        public boolean test(String path) {
            return PATH.equals(path) && requests.incrementAndGet() > 1;
        }
    }

    @Test
    void aRecordIsKnownOnlyWhenTheRouteIsDoneWithIt() throws Exception {
        create(1);
        AtomicBoolean down = new AtomicBoolean(true);
        PollingApplication application = polled.polling(PAYMENTS, exchange -> {
            if (down.get()) {
                throw new IllegalStateException("no broker");
            }
            polled.received.process(exchange);
        });
        assertThat(application.poll().failure()).hasMessage("no broker");

        down.set(false);
        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
    }

    @Test
    void moreRecordsThanMayBeKnownAreAnErrorThatNamesTheRemedy() throws Exception {
        create(3);
        PollingApplication application = polled.polling(PAYMENTS + "&maxKnownRecords=2");

        assertThat(application.poll().failure())
                .hasMessageContaining("more than 2 records")
                .hasMessageContaining("maxKnownRecords")
                .hasMessageContaining("knownRecords");
        int handed = polled.received.all().size();
        assertThat(application.poll().failure()).isNotNull();
        assertThat(polled.received.all()).as("not handed over again and again").hasSize(handed);
    }

    @Test
    void whatIsKnownElsewhereSurvivesARestart() throws Exception {
        List<ClioRecord> all = create(3);
        KnownRecords kept = new MemoryKnownRecords(10);
        polled.started(application(kept), PAYMENTS + "&knownRecords=#known", polled.received)
                .poll();
        polled.received.take();
        payments.delete(all.get(2).id());

        PollingApplication restarted = polled.started(application(kept), PAYMENTS, polled.received);
        restarted.poll();
        assertThat(restarted.poll()).isEqualTo(new Outcome(1, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all.subList(2, 3)));
    }

    @Test
    void whoKeepsWhatIsKnownIsToldOfEachReadAndWhichListItIsOf() throws Exception {
        ClioRecord contact = polled.create("contacts", 1).get(0);
        String numbers = "clio:contacts/{contact_id}/phone_numbers?changes=fullRead&path.contact_id=" + contact.id();
        ToldOfReads known = new ToldOfReads();

        PollingApplication application =
                polled.started(application(known), numbers + "&memory=phones", polled.received);
        application.poll();
        application.poll();

        assertThat(known.read).hasSize(2).allSatisfy(list -> {
            assertThat(list.name()).isEqualTo("clio/us/contacts/" + contact.id() + "/phone_numbers");
            assertThat(list.keyPrefix()).isEqualTo("us/" + contact.id() + "/");
            assertThat(list.entity()).isEqualTo("phone_number");
            assertThat(list.destination()).contains("phones");
            assertThat(list.whole()).isTrue();
        });
    }

    @Test
    void aListThatLacksRecordsOrShowsDeletedOnesIsNotWhole() throws Exception {
        for (String narrowed : List.of(
                "clio:activities?changes=fullRead&filter.status=unbilled",
                "clio:activities?changes=fullRead&query=court",
                "clio:documents?changes=fullRead&includeDeleted=true",
                "clio:folders/list?changes=fullRead")) {
            ToldOfReads known = new ToldOfReads();

            polled.started(application(known), narrowed, polled.received).poll();

            assertThat(known.read).as(narrowed).singleElement().matches(list -> !list.whole());
        }
    }

    @Test
    void aListThatTheOnlyKeeperDoesNotKeepIsKnownInMemory() throws Exception {
        create(1);
        ToldOfReads known = new ToldOfReads();
        known.keeps = false;
        PollingApplication application = polled.started(application(known), PAYMENTS, polled.received);

        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
        assertThat(application.poll()).isEqualTo(new Outcome(0, null));
        assertThat(known.read).isEmpty();
    }

    @Test
    void theOnlyKeeperOfAListIsFoundAmongOthersAndNamed() throws Exception {
        ToldOfReads other = new ToldOfReads();
        other.keeps = false;
        ToldOfReads known = new ToldOfReads();
        try (CapturedLog log = new CapturedLog()) {
            polled.started(application(known).bind("other", other), PAYMENTS, polled.received)
                    .poll();

            assertThat(log.text()).contains("clio/us/clio_payments/payments is kept by the bean known,");
        }
        assertThat(known.read).hasSize(1);
    }

    @Test
    void twoKeepersOfAListAreRefusedUntilTheOptionNamesOne() throws Exception {
        ToldOfReads known = new ToldOfReads();

        assertThatThrownBy(() ->
                        polled.started(application(known).bind("other", new ToldOfReads()), PAYMENTS, polled.received))
                .rootCause()
                .hasMessageContainingAll("[known, other]", "clio/us/clio_payments/payments", "option knownRecords");

        polled.started(
                        application(known).bind("other", new ToldOfReads()),
                        PAYMENTS + "&knownRecords=#known",
                        polled.received)
                .poll();
        assertThat(known.read).hasSize(1);
    }

    @Test
    void aKeeperThatIsNamedButDoesNotKeepTheListIsRefused() {
        ToldOfReads known = new ToldOfReads();
        known.keeps = false;

        assertThatThrownBy(() -> polled.started(
                        application(known), PAYMENTS + "&knownRecords=#known&filter.state=completed", polled.received))
                .rootCause()
                .hasMessageContainingAll("knownRecords", "clio/us/clio_payments/payments", "memory", "filter");
    }

    @Test
    void aListIsNotReadWhileWhatIsKnownOfItCannotBeLookedUp() throws Exception {
        create(1);
        ToldOfReads known = new ToldOfReads();
        known.failure = new IllegalStateException("no broker");
        PollingApplication application = polled.started(application(known), PAYMENTS, polled.received);

        assertThat(application.poll().failure()).hasMessage("no broker");
        assertThat(polled.lists("clio_payments/payments")).isEmpty();

        known.failure = null;
        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
    }

    @Test
    void aListThatCanBeAskedForChangesIsReadWholeWhenThatIsWanted() throws Exception {
        ClioRecord activity = polled.create("activities", 2).get(0);
        PollingApplication application = polled.polling("clio:activities?changes=fullRead");
        application.poll();
        polled.received.take();
        polled.clio.records("activities").delete(activity.id());

        application.poll();
        application.poll();

        assertThat(PolledClio.type(polled.received.only())).isEqualTo("com.clio.activity.deleted.v1");
        assertThat(polled.states.getState("clio/us/activities")).isNull();
    }

    @Test
    void recordsUnderParentsCarryThemInTheirKeys() throws Exception {
        ClioRecord contact = polled.create("contacts", 1).get(0);
        ClioRecord number = polled.clio
                .records("contacts/{contact_id}/phone_numbers")
                .createUnder(contact.id(), "{\"number\":\"555-0100\"}");

        polled.polling("clio:contacts/{contact_id}/phone_numbers?path.contact_id=" + contact.id())
                .poll();

        assertThat(polled.received.only().headers())
                .containsEntry("CamelCloudEventSubject", "us/" + contact.id() + "/" + number.id())
                .containsEntry("CamelClioRecordId", Long.toString(number.id()));
        assertThat(polled.states.getState("clio/us/contacts/" + contact.id() + "/phone_numbers"))
                .isNotNull();
    }

    private PollingApplication application(KnownRecords known) {
        return new PollingApplication(polled.clio, polled.clock, polled.states).bind("known", known);
    }

    /** All that is there has been handed over once. */
    private PollingApplication pollingWhatIsKnown() throws Exception {
        PollingApplication application = polled.polling(PAYMENTS);
        application.poll();
        polled.received.take();
        return application;
    }

    private List<ClioRecord> create(int count) {
        return polled.create("clio_payments/payments", count);
    }

    private static RecordList list(String name) {
        ChangeSource us = new ChangeSource("clio", "us");
        return new RecordList(name, us, "clio_payments_payment", List.of(), Optional.empty(), true);
    }

    /** Known records in memory that note which reads they are told of. */
    private static final class ToldOfReads implements KnownRecords {

        private final KnownRecords kept = new MemoryKnownRecords(10);
        private final List<RecordList> read = new ArrayList<>();
        private RuntimeException failure;
        private boolean keeps = true;
        private boolean shared;

        @Override
        public boolean keeps(RecordList list) {
            return keeps;
        }

        @Override
        public boolean isShared() {
            return shared;
        }

        @Override
        public void prepare(RecordList list) {
            if (failure != null) {
                throw failure;
            }
            read.add(list);
        }

        @Override
        public Optional<String> version(RecordList list, String id) {
            return kept.version(list, id);
        }

        @Override
        public Set<String> ids(RecordList list) {
            return kept.ids(list);
        }

        @Override
        public void remember(RecordList list, String id, String version) {
            kept.remember(list, id, version);
        }

        @Override
        public void forget(RecordList list, String id) {
            kept.forget(list, id);
        }
    }
}
