package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.HandDrivenPolls.Outcome;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a long read does after it was cut short. */
@Tag("versions")
class PollResumeTest {

    private static final String PAGES_OF_TWO = "clio:activities?limit=2";
    private static final String CURSOR = "clio/us/activities";
    private static final String LIST = "/api/v4/activities.json";

    private final PolledClio polled = new PolledClio();

    /** What each record's arrival left of the state, as a crash at that moment would have found it. */
    private final List<MemoryStateRepository> leftBehind = new ArrayList<>();

    @AfterEach
    void stop() {
        polled.close();
    }

    @Test
    void aCrashInTheMiddleOfAPageIsFollowedByThatPageAndTheReadsOwnBeginning() throws Exception {
        List<ClioRecord> all = polled.create("activities", 7);
        polled.polling(PAGES_OF_TWO, this::slowly).poll();
        polled.received.take();

        MemoryStateRepository inTheMiddleOfPageThree = leftBehind.get(5);
        assertThat(inTheMiddleOfPageThree.getState(CURSOR)).startsWith("- reading 2026-03-01T12:00:00Z ");
        polled.polling(PAGES_OF_TWO, polled.received, inTheMiddleOfPageThree, polled.clock)
                .poll();

        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all.subList(4, 7)));
        assertThat(inTheMiddleOfPageThree.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void noCrashWhereverItFallsLosesARecord() throws Exception {
        List<ClioRecord> all = polled.create("activities", 7);
        polled.polling(PAGES_OF_TWO, this::slowly).poll();
        List<String> before = polled.received.ids();

        for (int crash = 0; crash < leftBehind.size(); crash++) {
            ReceivedRecords afterwards = new ReceivedRecords();
            polled.polling(PAGES_OF_TWO, afterwards, leftBehind.get(crash), polled.clock)
                    .poll();
            List<String> together = new ArrayList<>(before.subList(0, crash));
            together.addAll(afterwards.ids());
            assertThat(together).as("crash at record %d", crash).containsAll(PolledClio.ids(all));
        }
    }

    @Test
    void whatIsKeptIsAPageOfTheListWithoutHostOrToken() throws Exception {
        polled.create("activities", 5);
        polled.polling(PAGES_OF_TWO, this::slowly).poll();

        assertThat(leftBehind.get(4).getState(CURSOR))
                .matches("- reading 2026-03-01T12:00:00Z [0-9a-f]{16} /api/v4/activities\\.json\\?\\S+")
                .contains("page_token=")
                .doesNotContain("http", "sandbox-", "Bearer");
    }

    @Test
    void recordsThatChangeOnPagesAlreadyReadComeWithTheNextRead() throws Exception {
        List<ClioRecord> all = polled.create("activities", 6);
        Processor changing = exchange -> {
            polled.received.process(exchange);
            polled.clock.advance(Duration.ofSeconds(1));
            if (polled.received.all().size() == 2) {
                polled.clio.records("activities").update(all.get(0).id(), "{\"total\":5}");
                polled.clio.records("activities").delete(all.get(5).id());
            }
        };
        PollingApplication application = polled.polling("clio:activities?limit=2&fields=id,etag,total", changing);

        assertThat(application.poll()).isEqualTo(new Outcome(5, null));
        polled.received.take();
        polled.clock.advance(Duration.ofMinutes(3));

        assertThat(application.poll()).isEqualTo(new Outcome(1, null));
        assertThat(polled.received.only().body()).contains("\"total\":5");
    }

    @Test
    void aPageThatClioRefusesIsFollowedByAReadFromTheWatermark() throws Exception {
        List<ClioRecord> all = polled.create("activities", 5);
        polled.polling(PAGES_OF_TWO, this::slowly).poll();
        polled.received.take();
        MemoryStateRepository cutShort = leftBehind.get(4);
        polled.clio.faults().answerNext(1, Response.json(422, "{\"error\":{\"type\":\"InvalidToken\"}}"), LIST::equals);

        assertThat(polled.polling(PAGES_OF_TWO, polled.received, cutShort, polled.clock)
                        .poll())
                .isEqualTo(new Outcome(5, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all));
    }

    @Test
    void otherFieldsMakeTheProgressWorthlessButNotTheWatermark() throws Exception {
        List<ClioRecord> all = polled.create("activities", 5);
        polled.polling(PAGES_OF_TWO, this::slowly).poll();
        polled.received.take();

        polled.polling(PAGES_OF_TWO + "&fields=id,etag,total", polled.received, leftBehind.get(4), polled.clock)
                .poll();
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all));
        polled.received.take();

        MemoryStateRepository marked = leftBehind.get(3);
        marked.setState(CURSOR, "2030-01-01T00:00:00Z" + marked.getState(CURSOR).substring("-".length()));
        polled.polling(PAGES_OF_TWO + "&fields=id,etag,note", polled.received, marked, polled.clock)
                .poll();
        assertThat(polled.received.all()).isEmpty();
    }

    @Test
    void pagesThatLeadInACircleAreReadAgainFromTheWatermarkOnceTheyAreMended() throws Exception {
        List<ClioRecord> all = polled.create("activities", 6);
        polled.clio.loopPages("activities");
        PollingApplication application = polled.polling(PAGES_OF_TWO, this::slowly);

        assertThat(application.poll().failure()).hasRootCauseMessage("The pages of a list lead in a circle");
        polled.clio.mendPages("activities");
        assertThat(application.poll().failure()).isNull();

        assertThat(polled.received.ids()).containsAll(PolledClio.ids(all));
        assertThat(polled.received.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aLinkToAnotherHostIsNeverKept() throws Exception {
        polled.create("activities", 6);
        polled.clio.leadPagesTo("activities", URI.create("https://thief.example"));

        assertThat(polled.polling(PAGES_OF_TWO, this::slowly).poll().failure())
                .hasMessageContaining("leads to host 'thief.example'");
        assertThat(polled.states.getState(CURSOR)).isNull();
    }

    @Test
    void aFailingRouteLeavesTheProgressAtItsPage() throws Exception {
        List<ClioRecord> all = polled.create("activities", 6);
        boolean[] down = {true};
        PollingApplication application = polled.polling(PAGES_OF_TWO, exchange -> {
            if (down[0] && polled.received.all().size() == 3) {
                throw new IllegalStateException("no broker");
            }
            slowly(exchange);
        });
        assertThat(application.poll().failure()).hasMessage("no broker");
        int asked = polled.lists("activities").size();

        down[0] = false;
        assertThat(application.poll().failure()).isNull();

        assertThat(polled.received.ids()).as("each record once, in order").isEqualTo(PolledClio.ids(all));
        assertThat(polled.lists("activities")
                        .subList(asked, polled.lists("activities").size()))
                .as("no page that was confirmed is read again")
                .hasSize(2)
                .allSatisfy(query -> assertThat(query.first("page_token")).isPresent());
    }

    @Test
    void aReadThatIsStoppedInTheMiddleMovesNoWatermark() throws Exception {
        List<ClioRecord> all = polled.create("activities", 7);
        PollingApplication[] application = new PollingApplication[1];
        application[0] = polled.polling(PAGES_OF_TWO, exchange -> {
            slowly(exchange);
            if (polled.received.all().size() == 3) {
                application[0].suspend();
            }
        });
        application[0].poll();
        assertThat(polled.states.getState(CURSOR)).startsWith("- reading ");

        application[0].resume();
        application[0].poll();

        assertThat(polled.received.ids()).as("each record once, in order").isEqualTo(PolledClio.ids(all));
        assertThat(polled.states.getState(CURSOR)).isEqualTo("2026-03-01T12:00:00Z");
    }

    private void slowly(Exchange exchange) throws Exception {
        leftBehind.add(PolledClio.afterCrash(polled.states, CURSOR));
        polled.received.process(exchange);
        polled.clock.advance(Duration.ofSeconds(2));
    }
}
