package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.PlayedPlace;
import io.camelclio.pull.progress.Watermark;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls of lists whose records go to a place that is followed, and that others publish to as well. */
class PollsPastOthersTest {

    private static final String TOPIC = "clio.activity.v1";
    private static final String POLL = "clio:activities?fields=id,etag,total,updated_at&overlap=10m&memory=" + TOPIC;
    private static final String CURSOR = "clio/us/activities";

    private final PolledClio polled = new PolledClio();
    private final PlayedPlace topic = new PlayedPlace(TOPIC);
    private String failing;

    @AfterEach
    void stop() {
        polled.close();
    }

    @Test
    void whatAnotherCopyHasPublishedIsNotPublishedAgain() throws Exception {
        PollingApplication application = started();
        application.poll();
        List<ClioRecord> records = polled.create("activities", 2);
        publishedByAnother(records.get(0));

        application.poll();

        assertThat(polled.received.ids())
                .containsExactly(Long.toString(records.get(1).id()));
        assertThat(topic.published()).hasSize(2);
    }

    @Test
    void aPageIsLookedUpOnce() throws Exception {
        PollingApplication application = started();
        polled.create("activities", 5);
        application.poll();
        assertThat(topic.refreshes()).isEqualTo(1);

        application.poll();

        assertThat(topic.refreshes()).isEqualTo(2);
        assertThat(topic.published()).hasSize(5);
    }

    @Test
    void anOlderChangeThatAnotherHasBroughtSinceIsNoReasonToBringTheNewerOneAgain() throws Exception {
        ClioRecord record = polled.create("activities", 1).get(0);
        publishedByAnother(record);
        ChangeEvent older = topic.published().get(0);
        polled.clock.advance(Duration.ofSeconds(1));
        polled.clio.records("activities").update(record.id(), Map.of("total", 7));
        PollingApplication application = started();
        application.poll();
        topic.publish(older);

        application.poll();

        assertThat(topic.published().get(1).time()).isAfter(older.time());
        assertThat(topic.published()).hasSize(3);
    }

    @Test
    void aChangeComesAgainBehindAnotherOfTheSameSecondSoThatItCountsForTheNewer() throws Exception {
        ClioRecord record = polled.create("activities", 1).get(0);
        publishedByAnother(record);
        ChangeEvent first = topic.published().get(0);
        polled.clio.records("activities").update(record.id(), Map.of("total", 7));
        PollingApplication application = started();
        application.poll();
        String second = topic.identities().get(1);
        topic.publish(first);

        application.poll();
        application.poll();

        assertThat(topic.published().get(1).time()).isEqualTo(first.time());
        assertThat(topic.identities()).containsExactly(first.id(), second, first.id(), second);
    }

    @Test
    void whatThePlaceHasForgottenIsRememberedHere() throws Exception {
        PollingApplication application = started();
        polled.create("activities", 2);
        application.poll();
        topic.forgetAll();

        application.poll();

        assertThat(topic.published()).hasSize(2);
    }

    @Test
    void aRestartDoesNotPublishTheOverlapAgain() throws Exception {
        PollingApplication first = started();
        polled.create("activities", 3);
        first.poll();
        first.close();

        PollingApplication second = started();
        second.poll();

        assertThat(topic.published()).hasSize(3);
        assertThat(polled.lists("activities")).as("both have read").hasSize(2);
    }

    @Test
    void whatCannotBeLookedUpIsPublished() throws Exception {
        PollingApplication application = started();
        application.poll();
        ClioRecord record = polled.create("activities", 1).get(0);
        publishedByAnother(record);
        topic.away(true);

        application.poll();

        assertThat(topic.identities())
                .hasSize(2)
                .containsOnly(topic.identities().get(0));
    }

    /** A first read that is interrupted begins anew, wherever it is led then. */
    @Test
    void aListThatWasNeverReadToItsEndComesWithoutWhatLiesThereAlready() throws Exception {
        List<ClioRecord> records = polled.create("activities", 2);
        publishedByAnother(records.get(0));

        started().poll();

        assertThat(polled.received.ids())
                .containsExactly(Long.toString(records.get(1).id()));
    }

    @Test
    void aCursorThatWasSetBackBringsAllAgainAndOnce() throws Exception {
        PollingApplication first = started();
        polled.create("activities", 3);
        first.poll();
        first.close();
        Instant before = polled.clock.instant().minus(Duration.ofMinutes(1));
        polled.states.setState(CURSOR, Watermark.again(Optional.of(before)));

        PollingApplication second = started();
        second.poll();
        second.poll();

        assertThat(topic.published()).hasSize(6);
        assertThat(polled.states.getState(CURSOR)).doesNotContain("again");
    }

    @Test
    void whatWasSetBackAndFailsComesNoMoreThanOnceMoreInTheSameProcess() throws Exception {
        PollingApplication first = started();
        polled.create("activities", 3);
        first.poll();
        first.close();
        polled.states.setState(CURSOR, Watermark.again(Optional.empty()));
        PollingApplication second = started();
        failing = Long.toString(polled.create("activities", 1).get(0).id());
        second.poll();
        second.poll();
        assertThat(polled.states.getState(CURSOR)).contains("again");

        String mended = failing;
        failing = null;
        second.poll();

        assertThat(topic.published()).as("3, 3 again, and the one that failed").hasSize(7);
        assertThat(polled.received.ids()).endsWith(mended);
    }

    @Test
    void twoBeansThatFollowPlacesAreRefusedByName() {
        PollingApplication application = new PollingApplication(polled.clio, polled.clock, polled.states)
                .bind("one", topic)
                .bind("other", new PlayedPlace(TOPIC));

        assertThatThrownBy(() -> polled.started(application, POLL, polled.received))
                .hasStackTraceContaining("[one, other]")
                .hasStackTraceContaining("follow places");
    }

    private PollingApplication started() throws Exception {
        PollingApplication application =
                new PollingApplication(polled.clio, polled.clock, polled.states).bind("places", topic);
        return polled.started(application, POLL, publishing());
    }

    private Processor publishing() {
        return exchange -> {
            if (exchange.getMessage().getHeader(ClioConstants.RECORD_ID).equals(failing)) {
                throw new IllegalStateException("no broker");
            }
            polled.received.process(exchange);
            topic.publish(exchange.getMessage().getHeaders());
        };
    }

    /** Another copy, which shares nothing with the first but the place, brings one record there. */
    private void publishedByAnother(ClioRecord record) throws Exception {
        String id = Long.toString(record.id());
        try (PollingApplication other =
                new PollingApplication(polled.clio, polled.clock, new MemoryStateRepository())) {
            other.start(POLL, exchange -> {
                if (id.equals(exchange.getMessage().getHeader(ClioConstants.RECORD_ID))) {
                    topic.publish(exchange.getMessage().getHeaders());
                }
            });
            other.poll();
        }
    }
}
