package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.HandDrivenPolls.Outcome;
import io.camelclio.component.ReceivedRecords.Received;
import io.camelclio.log.CapturedLog;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a poll begins and what it makes of what it reads. */
class PollOptionsTest {

    private static final String CURSOR = "clio/us/activities";

    private final PolledClio polled = new PolledClio();

    @AfterEach
    void stop() {
        polled.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-10, 0, 10})
    void aPollThatBeginsNowLeavesOutWhatIsThereHoweverWrongOurClockIs(long minutesAhead) throws Exception {
        TestClock ours = new TestClock("2026-03-01T12:10:00Z");
        ours.advance(Duration.ofMinutes(minutesAhead));
        polled.create("activities", 3);
        polled.clock.advance(Duration.ofMinutes(10));
        PollingApplication application =
                polled.polling("clio:activities?since=now", polled.received, new MemoryStateRepository(), ours);

        assertThat(application.poll()).isEqualTo(new Outcome(0, null));
        ClioRecord fresh = polled.create("activities", 1).get(0);

        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(List.of(fresh)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-28, 2026-02-28T00:00:00Z",
        "2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        "2026-03-01T11:00:00-05:00, 2026-03-01T16:00:00Z"
    })
    void aPollMayBeginAtATimeAndGoesOnFromItsCursorOnceItHasOne(String since, String asked) throws Exception {
        PollingApplication application = polled.polling("clio:activities?since=" + since);

        application.poll();
        application.poll();

        assertThat(polled.lists("activities").get(0).first("updated_since")).contains(asked);
        assertThat(polled.lists("activities").get(1).first("updated_since")).contains("2026-03-01T11:59:00Z");
    }

    @Test
    void aCursorThatHoldsATimeAloneIsRead() throws Exception {
        polled.states.setState(CURSOR, "2026-03-01T10:00:00Z");

        polled.polling("clio:activities?since=2020-01-01").poll();

        assertThat(polled.lists("activities").get(0).first("updated_since")).contains("2026-03-01T09:59:00Z");
    }

    @Test
    void recordsOfOneSecondThatMeetAtAPageEdgeAllArrive() throws Exception {
        PollingApplication application = polled.polling("clio:activities?limit=2");
        application.poll();
        polled.clock.advance(Duration.ofMinutes(5));
        List<ClioRecord> together = polled.create("activities", 5);

        assertThat(application.poll()).isEqualTo(new Outcome(5, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(together));
    }

    @Test
    void whatLiesInTheTrashIsDeletedAndWhatIsRestoredIsChangedAgain() throws Exception {
        ClioRecords documents = polled.clio.records("documents");
        ClioRecord document = polled.create("documents", 1).get(0);
        PollingApplication application = polled.polling("clio:documents?fields=id,etag,name&includeDeleted=true");
        application.poll();
        documents.delete(document.id());
        application.poll();
        documents.restore(document.id());
        application.poll();
        documents.delete(document.id());
        application.poll();

        assertThat(polled.received.all())
                .extracting(PolledClio::type)
                .containsExactly(
                        "com.clio.document.changed.v1",
                        "com.clio.document.deleted.v1",
                        "com.clio.document.changed.v1",
                        "com.clio.document.deleted.v1");
        assertThat(polled.received.all()).extracting(Received::eventId).doesNotHaveDuplicates();
        assertThat(polled.lists("documents").get(0).first("include_deleted")).contains("true");
        assertThat(polled.lists("documents").get(0).first("fields")).contains("id,etag,name,deleted_at");
    }

    @Test
    void anExchangeMayHoldAllThatIsNewOfAPage() throws Exception {
        List<ClioRecord> all = polled.create("activities", 5);
        List<Message> pages = new ArrayList<>();
        PollingApplication application = polled.polling(
                "clio:activities?limit=2&exchangeOf=page&resultAs=map",
                exchange -> pages.add(exchange.getMessage().copy()));

        assertThat(application.poll()).isEqualTo(new Outcome(5, null));
        polled.clock.advance(Duration.ofSeconds(30));
        polled.clio.records("activities").update(all.get(3).id(), "{\"total\":1}");
        assertThat(application.poll()).as("of the page with one change").isEqualTo(new Outcome(1, null));

        assertThat(pages)
                .extracting(page -> page.getHeader(ClioConstants.RECORD_COUNT))
                .containsExactly(2, 2, 1, 1);
        assertThat(pages).allSatisfy(page -> assertThat(page.getHeaders())
                .containsEntry(ClioConstants.CONNECTION, "us")
                .containsEntry(ClioConstants.ENTITY, "activity")
                .containsKey("CamelCloudEventAsOf")
                .hasSize(4));
        assertThat(pages.get(3).getBody())
                .hasToString("[{id=" + all.get(3).id() + ", etag="
                        + polled.clio
                                .records("activities")
                                .find(all.get(3).id())
                                .orElseThrow()
                                .etag()
                        + ", updated_at=2026-03-01T07:00:30-05:00}]");
    }

    @Test
    void whatIsDeletedOfAPageComesByItselfAsAnEvent() throws Exception {
        List<ClioRecord> all = polled.create("documents", 3);
        polled.clio.records("documents").delete(all.get(1).id());
        List<Message> messages = new ArrayList<>();
        PollingApplication application = polled.polling(
                "clio:documents?includeDeleted=true&exchangeOf=page&resultAs=string",
                exchange -> messages.add(exchange.getMessage().copy()));

        assertThat(application.poll()).isEqualTo(new Outcome(3, null));

        assertThat(messages)
                .filteredOn(message -> "com.clio.document.deleted.v1".equals(message.getHeader("CamelCloudEventType")))
                .singleElement()
                .satisfies(message -> assertThat(message.getHeader(ClioConstants.RECORD_ID))
                        .isEqualTo(Long.toString(all.get(1).id())));
        assertThat(messages)
                .filteredOn(message -> message.getHeader(ClioConstants.RECORD_COUNT) != null)
                .singleElement()
                .satisfies(message -> assertThat(message.getBody(String.class))
                        .contains(
                                "\"id\":" + all.get(0).id(),
                                "\"id\":" + all.get(2).id())
                        .doesNotContain("\"id\":" + all.get(1).id()));
    }

    @Test
    void withoutClioSTimeTheCursorStaysAndOneLineSaysSo() throws Exception {
        String page = "{\"data\":[{\"id\":1,\"etag\":\"a\"}]}";
        polled.states.setState(CURSOR, "2026-03-01T10:00:00Z");
        TestClock ours = new TestClock("2026-03-01T23:00:00Z");
        PollingApplication application = polled.polling("clio:activities", polled.received, polled.states, ours);
        try (CapturedLog log = new CapturedLog()) {
            for (int poll = 0; poll < 3; poll++) {
                Response undated = Response.json(200, page).withHeader("Date", "yesterday");
                polled.clio.faults().answerNext(1, undated, "/api/v4/activities.json"::equals);
                assertThat(application.poll().failure()).isNull();
            }

            assertThat(polled.states.getState(CURSOR)).isEqualTo("2026-03-01T10:00:00Z");
            assertThat(polled.received.ids())
                    .as("what is read again is not handed over again")
                    .containsExactly("1");
            assertThat(log.text().lines().filter(line -> line.startsWith("WARN io.camelclio.")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("activities", "connection us", "no readable Date"));
        }

        application.poll();
        assertThat(polled.states.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void aPollThatBeginsNowWaitsForAnAnswerThatTellsTheTime() throws Exception {
        Response undated = Response.json(200, "{\"data\":[]}").withHeader("Date", "yesterday");
        polled.clio.faults().answerNext(1, undated, "/api/v4/activities.json"::equals);
        PollingApplication application = polled.polling("clio:activities?since=now");

        application.poll();
        assertThat(polled.states.getState(CURSOR)).isNull();
        application.poll();
        assertThat(polled.states.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void aPollLeavesTheOptionsOfItsEndpointToItsProducers() throws Exception {
        PollingApplication application = polled.polling("clio:documents?includeDeleted=true");

        assertThat(application.request().getFields()).isNull();
        assertThat(application.request().getFilter()).isEmpty();
    }

    @Test
    void aPageIsConfirmedAsAWhole() throws Exception {
        List<ClioRecord> all = polled.create("activities", 4);
        List<String> bodies = new ArrayList<>();
        boolean[] down = {true};
        PollingApplication application =
                polled.polling("clio:activities?limit=2&exchangeOf=page&resultAs=string&fields=id,etag", exchange -> {
                    if (down[0] && bodies.size() == 1) {
                        throw new IllegalStateException("no broker");
                    }
                    bodies.add(exchange.getMessage().getBody(String.class));
                });
        assertThat(application.poll().failure()).hasMessage("no broker");

        down[0] = false;
        assertThat(application.poll()).isEqualTo(new Outcome(2, null));

        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).startsWith("[{\"id\":" + all.get(2).id() + ",");
    }

    @Test
    void whatCannotBeReadOfAPageGoesToTheErrorHandlerByItself() throws Exception {
        polled.clio
                .faults()
                .answerNext(
                        1,
                        Response.json(200, "{\"data\":[{\"id\":1,\"etag\":\"a\"},{\"etag\":\"b\"}]}"),
                        "/api/v4/activities.json"::equals);
        PollingApplication application = polled.polling("clio:activities?exchangeOf=page");

        assertThat(application.poll()).isEqualTo(new Outcome(2, null));

        assertThat(polled.received.only().body()).isEqualTo("[{\"id\":1,\"etag\":\"a\"}]");
        assertThat(application.unreadable().only().body()).isEqualTo("{\"etag\":\"b\"}");
    }

    @Test
    void recordsTakeTheFormThatIsAskedFor() throws Exception {
        polled.clio.records("activities").create("{\"total\":100.10}");
        List<Object> bodies = new ArrayList<>();

        polled.polling(
                        "clio:activities?fields=id,etag,total&resultAs=map",
                        exchange -> bodies.add(exchange.getMessage().getBody()))
                .poll();

        assertThat(bodies).singleElement().satisfies(body -> assertThat(((Map<?, ?>) body).get("total"))
                .hasToString("100.10"));
    }
}
