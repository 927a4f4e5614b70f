package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.progress.Settled;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls of lists whose records are delivered too, to the same place. */
class PollsBesideDeliveriesTest {

    private static final String TOPIC = "clio.activity.v1";
    private static final String POLL = "clio:activities?fields=id,etag,updated_at&overlap=0&memory=" + TOPIC;
    private static final Settled AFTER_FIVE_MINUTES = Settled.before(Duration.ofMinutes(5));

    private final PolledClio polled = new PolledClio();
    private String failing;

    @AfterEach
    void stop() {
        polled.close();
    }

    @Test
    void whatMayBeUnderWayIsLeftForNowAndBroughtLater() throws Exception {
        PollingApplication application = delivered(POLL);
        List<ClioRecord> settled = polled.create("activities", 2);
        polled.clock.advance(Duration.ofMinutes(6));
        List<ClioRecord> young = polled.create("activities", 3);

        application.poll();
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(settled));

        polled.clock.advance(Duration.ofMinutes(2));
        application.poll();
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(settled));

        polled.clock.advance(Duration.ofMinutes(3));
        application.poll();
        List<String> all = new ArrayList<>(PolledClio.ids(settled));
        all.addAll(PolledClio.ids(young));
        assertThat(polled.received.ids()).isEqualTo(all);
    }

    @Test
    void whatWasLeftIsReadByWhoeverGoesOn() throws Exception {
        PollingApplication first = delivered(POLL);
        List<ClioRecord> young = polled.create("activities", 2);
        first.poll();
        first.close();
        assertThat(polled.received.ids()).isEmpty();

        polled.polling(POLL).poll();

        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(young));
    }

    @Test
    void everythingIsBroughtAtOnceWhenNothingIsDeliveredAnyMore() throws Exception {
        PollingApplication application = delivered(POLL);
        List<ClioRecord> young = polled.create("activities", 2);
        application.poll();

        application.endDeliveryElsewhere(TOPIC, "activity");
        application.poll();

        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(young));
    }

    @Test
    void deliveriesOfOthersAreNoReasonToWait() throws Exception {
        PollingApplication application = polled.polling(POLL);
        application.deliverElsewhere(TOPIC, "matter", AFTER_FIVE_MINUTES);
        application.deliverElsewhere("clio.another.v1", "activity", AFTER_FIVE_MINUTES);
        List<ClioRecord> young = polled.create("activities", 2);

        application.poll();

        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(young));
    }

    @Test
    void aRecordThatDoesNotSayWhenItChangedIsNotLeft() throws Exception {
        PollingApplication application = delivered("clio:activities?fields=id,etag&overlap=0&memory=" + TOPIC);
        List<ClioRecord> records = polled.create("activities", 2);

        application.poll();

        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(records));
    }

    /** Before it was cut short it left one alone that is settled when it goes on. */
    @Test
    void aReadThatGoesOnLosesNothingOfWhatItLeftBefore() throws Exception {
        List<ClioRecord> records = polled.create("activities", 6);
        polled.clock.advance(Duration.ofMinutes(6));
        polled.clio.records("activities").update(records.get(0).id(), Map.of("total", 7));
        failing = String.valueOf(records.get(3).id());
        PollingApplication application = delivered(POLL + "&limit=2");
        assertThat(application.poll().failure()).isNotNull();
        failing = null;

        polled.clock.advance(Duration.ofMinutes(6));
        application.poll();
        application.poll();

        assertThat(polled.received.ids()).containsExactlyInAnyOrderElementsOf(PolledClio.ids(records));
    }

    private PollingApplication delivered(String endpoint) throws Exception {
        PollingApplication application = polled.polling(endpoint, exchange -> {
            if (exchange.getMessage().getHeader(ClioConstants.RECORD_ID).equals(failing)) {
                throw new IllegalStateException("no broker");
            }
            polled.received.process(exchange);
        });
        application.deliverElsewhere(TOPIC, "activity", AFTER_FIVE_MINUTES);
        return application;
    }
}
