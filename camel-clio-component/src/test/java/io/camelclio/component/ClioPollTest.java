package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.HandDrivenPolls.Outcome;
import io.camelclio.component.ReceivedRecords.Received;
import io.camelclio.component.api.ClioException;
import io.camelclio.pull.progress.HeldExchanges;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.time.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioPollTest {

    private static final String ACTIVITIES = "clio:activities?fields=id,etag,updated_at,total";
    private static final String LIST = "/api/v4/activities.json";
    private static final String CURSOR = "clio/us/activities";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The one clock of Clio and of us, unless a test sets them apart. */
    private final TestClock clock = new TestClock("2026-03-01T12:00:00.400Z");

    private final ClioSandbox clio =
            ClioSandbox.builder().clock(clock).unlimited().start();
    private final ClioRecords activities = clio.records("activities");
    private final MemoryStateRepository states = new MemoryStateRepository();
    private final ReceivedRecords received = new ReceivedRecords();
    private final List<PollingApplication> applications = new ArrayList<>();

    @AfterEach
    void stop() {
        applications.forEach(PollingApplication::close);
        clio.close();
    }

    @Test
    void readsEverythingFirstAndThenOnlyWhatChanged() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = polling(ACTIVITIES);

        assertThat(application.poll()).isEqualTo(new Outcome(3, null));
        assertThat(received.ids()).isEqualTo(ids(all));
        received.take();

        clock.advance(Duration.ofMinutes(5));
        assertThat(application.poll()).isEqualTo(new Outcome(0, null));

        activities.update(all.get(1).id(), "{\"total\":99.90}");
        ClioRecord fresh = activities.create("{\"total\":1}");
        assertThat(application.poll()).isEqualTo(new Outcome(2, null));
        assertThat(received.ids()).isEqualTo(List.of(id(all.get(1)), id(fresh)));
    }

    @Test
    void asksForWhatChangedSinceTheLastReadLessTheOverlap() throws Exception {
        create(1);
        PollingApplication application = polling(ACTIVITIES + "&limit=150&filter.type=TimeEntry&overlap=90s");

        application.poll();
        clock.advance(Duration.ofMinutes(5));
        application.poll();

        Query first = lists().get(0);
        Query second = lists().get(1);
        assertThat(first.names()).containsExactlyInAnyOrder("fields", "limit", "order", "type");
        assertThat(second.names()).containsExactlyInAnyOrder("fields", "limit", "order", "type", "updated_since");
        assertThat(second.first("fields")).contains("id,etag,updated_at,total");
        assertThat(second.first("limit")).contains("150");
        assertThat(second.first("order")).contains("id(asc)");
        assertThat(second.first("type")).contains("TimeEntry");
        assertThat(second.first("updated_since")).contains("2026-03-01T11:58:30Z");
    }

    @Test
    void asksForTheLargestPageAndForTheFieldsOfTheIdentityByItself() throws Exception {
        polling("clio:activities").poll();

        assertThat(lists().get(0).first("limit")).contains("200");
        assertThat(lists().get(0).first("fields")).contains("id,etag,updated_at");
    }

    @Test
    void asksForNoOrderWhereClioAcceptsNone() throws Exception {
        clio.records("activity_rates").create("{\"rate\":350.00}");

        Outcome outcome = polling("clio:activity_rates?fields=id,etag,rate").poll();

        assertThat(outcome).isEqualTo(new Outcome(1, null));
        assertThat(received.only().headers()).containsEntry("CamelCloudEventType", "com.clio.activity_rate.changed.v1");
        assertThat(clio.requests().entries())
                .filteredOn(entry -> entry.path().equals("/api/v4/activity_rates.json"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.query().names()).doesNotContain("order"));
    }

    @Test
    void readsPageAfterPage() throws Exception {
        List<ClioRecord> all = create(5);

        assertThat(polling(ACTIVITIES + "&limit=2").poll()).isEqualTo(new Outcome(5, null));

        assertThat(received.ids()).isEqualTo(ids(all));
        assertThat(lists()).hasSize(3);
    }

    @Test
    void passesEveryRecordOnAsTheBytesThatClioSent() throws Exception {
        ClioRecord record = activities.create("{\"total\":100.10000000000000000000001,\"price\":1E+2,\"note\":null,"
                + "\"type\":\"Zeit – 法律 \uD83D\uDCDC\"}");

        polling("clio:activities?fields=id,etag,total,price,note,type,matter{id,display_number}")
                .poll();

        assertThat(received.only().body())
                .isEqualTo("{\"id\":" + record.id() + ",\"etag\":\""
                        + record.etag().replace("\"", "\\\"")
                        + "\",\"total\":100.10000000000000000000001,\"price\":1E+2,\"note\":null,"
                        + "\"type\":\"Zeit – 法律 \\uD83D\\uDCDC\",\"matter\":null}");
    }

    @Test
    void setsTheHeadersOfTheContractAndNoOther() throws Exception {
        ClioRecord record = create(1).get(0);
        clock.advance(Duration.ofSeconds(30));

        polling(ACTIVITIES).poll();

        String version = record.etag() + " 2026-03-01T07:00:00-05:00";
        assertThat(received.only().headers())
                .containsOnly(
                        entry("CamelClioConnection", "us"),
                        entry("CamelClioEntity", "activity"),
                        entry("CamelClioRecordId", id(record)),
                        entry("CamelCloudEventVersion", "1.0"),
                        entry(
                                "CamelCloudEventID",
                                sha256("us\nactivity\nus/" + record.id() + "\n" + version + "\nstate\n")),
                        entry("CamelCloudEventType", "com.clio.activity.changed.v1"),
                        entry("CamelCloudEventSource", "/clio/us"),
                        entry("CamelCloudEventSubject", "us/" + record.id()),
                        entry("CamelCloudEventTime", "2026-03-01T12:00:00Z"),
                        entry("CamelCloudEventDataContentType", "application/json"),
                        entry("CamelCloudEventAsOf", "2026-03-01T12:00:30.400Z"));
    }

    @Test
    void movesTheCursorToClioSTimeAtTheStartOfTheReadAndDatesEachRecordByItsOwnPage() throws Exception {
        create(3);

        polling(ACTIVITIES + "&limit=1", exchange -> {
                    received.process(exchange);
                    clock.advance(Duration.ofSeconds(10));
                })
                .poll();

        assertThat(states.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(received.all())
                .extracting(each -> each.headers().get("CamelCloudEventAsOf"))
                .as("one page is asked for while the route works on the one before")
                .containsExactly("2026-03-01T12:00:00.400Z", "2026-03-01T12:00:00.400Z", "2026-03-01T12:00:10.400Z");
    }

    @Test
    void movesTheCursorOnlyWhenTheRouteHasFinishedEveryRecord() throws Exception {
        create(3);
        HeldExchanges held = new HeldExchanges();
        PollingApplication application = polling(ACTIVITIES, held);
        CompletableFuture<Outcome> polled = CompletableFuture.supplyAsync(application::poll);
        await().until(() -> held.inFlight() == 3);

        held.letGo(null);
        held.letGo(null);
        assertThat(states.getState(CURSOR)).isNull();
        assertThat(polled).isNotDone();
        held.letGo(null);

        assertThat(polled).succeedsWithin(PATIENCE).isEqualTo(new Outcome(3, null));
        assertThat(states.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void aFailureThatComesAfterTheLastRecordWasHandedOverStillCounts() throws Exception {
        create(3);
        HeldExchanges held = new HeldExchanges();
        PollingApplication application = polling(ACTIVITIES, held);
        CompletableFuture<Outcome> polled = CompletableFuture.supplyAsync(application::poll);
        await().until(() -> held.inFlight() == 3);

        held.letGo(null);
        held.letGo(new IllegalStateException("no broker"));
        held.letGo(null);

        assertThat(polled).succeedsWithin(PATIENCE).satisfies(outcome -> assertThat(outcome.failure())
                .hasMessage("no broker"));
        assertThat(states.getState(CURSOR)).isNull();
    }

    @Test
    void aPollThatTheRouteDoesNotFinishIsGivenUpAndMovesNothing() throws Exception {
        create(1);
        HeldExchanges held = new HeldExchanges();

        Outcome outcome = polling(ACTIVITIES + "&routeTimeout=50", held).poll();

        assertThat(outcome.failure()).isInstanceOf(TimeoutException.class).hasMessageContaining("nothing is lost");
        assertThat(states.getState(CURSOR)).isNull();
        held.letGo(null);
    }

    @Test
    void aRepositoryThatCannotKeepTheCursorFailsThePoll() throws Exception {
        create(1);
        MemoryStateRepository failing = new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                throw new IllegalStateException("no state topic");
            }
        };
        PollingApplication application = started(new PollingApplication(clio, clock, failing), ACTIVITIES, received);

        assertThat(application.poll().failure()).hasMessage("no state topic");
        assertThat(application.poll().failure()).hasMessage("no state topic");
        assertThat(received.all()).as("confirmed records are not emitted again").hasSize(1);
    }

    @Test
    void hasNoMoreRecordsInTheRouteThanItsBound() throws Exception {
        List<ClioRecord> all = create(10);
        HeldExchanges held = new HeldExchanges();
        PollingApplication application = polling(ACTIVITIES + "&maxInFlight=4&limit=3", held);
        CompletableFuture<Outcome> polled = CompletableFuture.supplyAsync(application::poll);

        for (int arrived = 4; arrived <= all.size(); arrived++) {
            int expected = arrived;
            await().until(() -> held.arrived() == expected);
            held.letGo(null);
        }
        IntStream.range(0, 3).forEach(last -> held.letGo(null));

        assertThat(polled).succeedsWithin(PATIENCE).isEqualTo(new Outcome(10, null));
        assertThat(held.most()).isEqualTo(4);
    }

    @Test
    void aFailureOfTheRouteStopsTheReadAndTheNextOneGoesOnWithWhatIsMissing() throws Exception {
        List<ClioRecord> all = create(5);
        AtomicBoolean brokerIsDown = new AtomicBoolean(true);
        PollingApplication application = polling(ACTIVITIES + "&limit=3", exchange -> {
            boolean second = id(all.get(1)).equals(exchange.getMessage().getHeader(ClioConstants.RECORD_ID));
            if (second && brokerIsDown.get()) {
                throw new IllegalStateException("no broker");
            }
            received.process(exchange);
        });

        assertThat(application.poll().failure()).hasMessage("no broker");
        assertThat(received.ids()).containsExactly(id(all.get(0)));
        assertThat(states.getState(CURSOR)).isNull();

        brokerIsDown.set(false);
        assertThat(application.poll().failure()).isNull();
        assertThat(received.ids()).as("each record once, in order").isEqualTo(ids(all));
        assertThat(states.getState(CURSOR)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "503", "dropped", "truncated"})
    void losesNothingWhenItDiesBetweenTwoPages(String fault) throws Exception {
        create(2);
        clock.advance(Duration.ofMinutes(5));
        polling(ACTIVITIES + "&limit=2").poll();
        String cursor = states.getState(CURSOR);
        clock.advance(Duration.ofMinutes(10));
        List<ClioRecord> changed = create(5);
        received.take();

        spoilAllButTheNextPage(fault);
        PollingApplication dying = polling(ACTIVITIES + "&limit=2");
        assertThat(dying.poll().failure()).isInstanceOf(ClioException.class);
        dying.close();
        assertThat(received.ids()).isEqualTo(ids(changed.subList(0, 2)));
        assertThat(states.getState(CURSOR)).startsWith(cursor + " reading 2026-03-01T12:15:00Z ");

        clio.faults().clear();
        Outcome afterRestart = polling(ACTIVITIES + "&limit=2").poll();

        assertThat(afterRestart).isEqualTo(new Outcome(3, null));
        assertThat(received.ids()).isEqualTo(ids(changed));
        assertThat(states.getState(CURSOR)).isEqualTo("2026-03-01T12:15:00Z");
    }

    private void spoilAllButTheNextPage(String fault) {
        AtomicInteger pages = new AtomicInteger();
        Predicate<String> later = path -> path.equals(LIST) && pages.incrementAndGet() > 1;
        switch (fault) {
            case "dropped" -> clio.faults().dropNext(20, later);
            case "truncated" -> clio.faults().truncateNext(20, later);
            default -> clio.faults().answerNext(20, Integer.parseInt(fault), later);
        }
    }

    @Test
    void twoPollsOfOneListNeedACursorEach() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ClioComponent component = new ClioComponent();
            component.setAccessToken("token");
            component.setApiUrl(clio.baseUri().toString());
            context.addComponent("clio", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(ACTIVITIES + "&filter.type=TimeEntry").to("log:time");
                    from(ACTIVITIES + "&filter.type=ExpenseEntry").to("log:expenses");
                    from(ACTIVITIES + "&filter.type=HardCostEntry&cursor=hard-costs")
                            .to("log:costs");
                }
            });

            assertThatThrownBy(context::start)
                    .hasStackTraceContaining("Two consumers keep their cursor under 'clio/us/activities'");
        }
    }

    @Test
    void emitsNothingTwiceThatTheOverlapReadsAgain() throws Exception {
        List<ClioRecord> all = create(3);
        PollingApplication application = polling(ACTIVITIES);
        application.poll();
        received.take();

        clock.advance(Duration.ofSeconds(20));
        activities.update(all.get(1).id(), "{\"total\":7.00}");
        Outcome second = application.poll();

        assertThat(lists().get(1).first("updated_since")).contains("2026-03-01T11:59:00Z");
        assertThat(second).isEqualTo(new Outcome(1, null));
        assertThat(received.only().body()).contains("\"total\":7.00");
    }

    @Test
    void emitsTwoChangesOfOneSecondWithTwoIdentities() throws Exception {
        ClioRecord record = create(1).get(0);
        PollingApplication application = polling(ACTIVITIES);
        application.poll();

        activities.update(record.id(), "{\"total\":8}");
        application.poll();
        activities.update(record.id(), "{\"total\":9}");
        application.poll();

        assertThat(received.all())
                .extracting(Received::eventId)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(received.all())
                .extracting(each -> each.headers().get("CamelCloudEventTime"))
                .containsOnly("2026-03-01T12:00:00Z");
    }

    @Test
    void aPauseThatClioAsksForIsAnEmptyPollAndNoFailure() throws Exception {
        create(2);
        PollingApplication application = polling(ACTIVITIES);
        clio.faults()
                .answerNext(
                        1,
                        Response.json(429, "{\"error\":{\"type\":\"RateLimited\"}}")
                                .withHeader("Retry-After", "2"),
                        LIST::equals);

        assertThat(application.poll()).isEqualTo(new Outcome(0, null));
        assertThat(states.getState(CURSOR)).isNull();

        clock.advance(Duration.ofSeconds(3));
        assertThat(application.poll()).isEqualTo(new Outcome(2, null));
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_200, -61, 61, 7_200})
    void missesNothingHoweverWrongOurClockIs(long secondsAhead) throws Exception {
        TestClock ours = new TestClock("2026-03-01T12:00:00.400Z");
        ours.advance(Duration.ofSeconds(secondsAhead));
        create(1);
        PollingApplication application = started(new PollingApplication(clio, ours, states), ACTIVITIES, received);
        application.poll();
        received.take();
        assertThat(states.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");

        ClioRecord inTheSameSecond = create(1).get(0);
        assertThat(application.poll().records()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        ours.advance(Duration.ofHours(1));
        ClioRecord anHourLater = create(1).get(0);
        assertThat(application.poll().records()).isEqualTo(1);

        assertThat(received.ids()).containsExactly(id(inTheSameSecond), id(anHourLater));
        assertThat(lists()).hasSize(3);
    }

    @Test
    void aRecordWithoutIdGoesToTheRoutesErrorHandlerAndThePollGoesOn() throws Exception {
        clio.faults()
                .answerNext(
                        1,
                        Response.json(
                                200,
                                "{\"data\":[{\"id\":1,\"etag\":\"a\"},{\"etag\":\"b\",\"total\":1.0},{\"id\":3}]}"),
                        LIST::equals);
        PollingApplication application = polling(ACTIVITIES);

        assertThat(application.poll()).isEqualTo(new Outcome(3, null));

        assertThat(received.ids()).containsExactly("1", "3");
        Received unreadable = application.unreadable().only();
        assertThat(unreadable.body()).isEqualTo("{\"etag\":\"b\",\"total\":1.0}");
        assertThat(unreadable.headers())
                .containsOnly(
                        entry("CamelClioConnection", "us"),
                        entry("CamelClioEntity", "activity"),
                        entry("CamelCloudEventSource", "/clio/us"));
        assertThat(states.getState(CURSOR)).isNotNull();
    }

    @Test
    void aPageThatLeadsToItselfFailsThePollInsteadOfRunningForEver() throws Exception {
        String link = clio.baseUri() + LIST + "?page_token=again";
        clio.faults()
                .answerNext(
                        10,
                        Response.json(
                                200,
                                "{\"data\":[{\"id\":1,\"etag\":\"a\"}],\"meta\":{\"paging\":{\"next\":\"" + link
                                        + "\"}}}"),
                        LIST::equals);
        PollingApplication application = polling(ACTIVITIES);

        assertThat(application.poll().failure()).hasRootCauseMessage("The pages of a list lead in a circle");
        assertThat(lists()).hasSize(2);
        assertThat(states.getState(CURSOR)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"data":[{"id":1},{"id":  | a page that is cut | MALFORMED_JSON
                    <html>maintenance</html>  | a web page         | MALFORMED_JSON
                    {"data":null}             | no list            | UNEXPECTED_ANSWER
                    """)
    void anUnusablePageFailsThePollAndMovesNothing(String page, String what, ClioException.Kind kind) throws Exception {
        create(1);
        clio.faults().answerNext(1, Response.json(200, page), LIST::equals);
        PollingApplication application = polling(ACTIVITIES);

        assertThat(application.poll().failure())
                .as(what)
                .isInstanceOfSatisfying(ClioException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind));
        assertThat(received.all()).isEmpty();
        assertThat(states.getState(CURSOR)).isNull();
        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
    }

    @Test
    void aTokenThatEndsInTheMiddleOfPagingIsReplaced() throws Exception {
        List<ClioRecord> all = create(5);
        PollingApplication application = polling(ACTIVITIES + "&limit=2", exchange -> {
            received.process(exchange);
            if (received.all().size() == 2) {
                clio.revokeTokens();
            }
        });

        assertThat(application.poll()).isEqualTo(new Outcome(5, null));

        assertThat(received.ids()).isEqualTo(ids(all));
        assertThat(clio.requests().count("/oauth/token")).isEqualTo(2);
        assertThat(lists()).as("three pages and one refusal").hasSize(4);
    }

    @Test
    void aPagingLinkToAnotherHostFailsThePollAndMovesNothing() throws Exception {
        clio.faults()
                .answerNext(
                        1,
                        Response.json(
                                200,
                                "{\"data\":[{\"id\":1}],\"meta\":{\"paging\":{\"next\":\"http://localhost:1/steal\"}}}"),
                        LIST::equals);

        assertThat(polling(ACTIVITIES).poll().failure()).hasMessageContaining("leads to host 'localhost'");
        assertThat(states.getState(CURSOR)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clio:billable_matters                              | name some
                    clio:billable_matters?changes=updatedSince         | use changes=fullRead
                    clio:tasks?operation=get                           | a consumer polls the list of tasks
                    clio:billable_matters?fields=id,client&since=now   | is read whole each time
                    clio:internal_notifications/my_events              | records without an id
                    clio:contacts/{contact_id}/phone_numbers           | needs the ids of its parents
                    clio:activities?includeDeleted=true                | use a clio-webhook for the event deleted
                    clio:documents?filter.include_deleted=true         | use option includeDeleted
                    clio:activities?filter.updated_since=2026-03-01    | changes since its last read
                    clio:activities?order=updated_at(asc)              | ends a list after 10,000 records
                    clio:activity_rates?order=id(asc)                  | has no order
                    clio:activities?since=yesterday                    | allowed are beginning, now, a date
                    clio:activites                                     | did you mean 'activities'?
                    clio:activities?fields=etag,updated_at             | a poll needs id
                    clio:activities?fields=id,total                    | a poll needs id, and etag or updated_at
                    clio:activities?fields=id,etag,client{id           | leaves a brace open
                    clio:activities?limit=201                          | Clio allows 1 to 200 for activities
                    clio:activities?limit=-1                           | Clio allows 1 to 200 for activities
                    clio:activities?maxInFlight=0                      | Option maxInFlight is 0
                    """)
    void whatCannotBePolledIsRefusedAtStart(String endpoint, String why) {
        assertThatThrownBy(() -> polling(endpoint)).hasStackTraceContaining(why);
    }

    private PollingApplication polling(String endpoint) throws Exception {
        return polling(endpoint, received);
    }

    private PollingApplication polling(String endpoint, Processor end) throws Exception {
        return started(new PollingApplication(clio, clock, states), endpoint, end);
    }

    private PollingApplication started(PollingApplication application, String endpoint, Processor end)
            throws Exception {
        applications.add(application);
        return application.start(endpoint, end);
    }

    private List<ClioRecord> create(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> activities.create(Map.of("total", i, "type", "TimeEntry")))
                .toList();
    }

    /** The queries of the list requests, in their order. */
    private List<Query> lists() {
        return clio.requests().entries().stream()
                .filter(entry -> entry.path().equals(LIST))
                .map(RequestLog.Entry::query)
                .toList();
    }

    private static List<String> ids(List<ClioRecord> records) {
        return records.stream().map(ClioPollTest::id).toList();
    }

    private static String id(ClioRecord record) {
        return Long.toString(record.id());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
