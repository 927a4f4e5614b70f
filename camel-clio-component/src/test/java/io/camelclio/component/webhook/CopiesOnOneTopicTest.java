package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.leadership.Replicas;
import io.camelclio.pull.progress.Watermark;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Copies of an application behind one address whose topic is followed, over real HTTP. */
class CopiesOnOneTopicTest {

    private static final String ENDPOINT =
            "activity?fields=id,etag,updated_at,total&since=beginning&recheck=0&reconcile=0&memory=topic";

    @Test
    void deliveriesThatAreRepeatedToOtherCopiesLandOnce() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities").followed()) {
            Replicas replicas = new Replicas();
            replicas.elect("one");
            firm.startCopies(ENDPOINT, replicas, "one", "two", "three");
            firm.pass(Duration.ofMinutes(1));
            firm.clio.deliveryFaults().repeatEach(2);
            List<Long> records = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                records.add(firm.records().create(Map.of("total", i)).id());
                firm.pass(Duration.ofSeconds(5));
            }
            records.forEach(id -> firm.records().update(id, Map.of("total", 100)));
            firm.pass(Duration.ofMinutes(10));

            assertThat(firm.topic.duplicates()).isZero();
            assertThat(firm.topic.newest()).isEqualTo(firm.inClio());
            assertThat(firm.clio.ledger().acknowledged()).isEqualTo(40);
        }
    }

    @Test
    void whatWasDeliveredIsNotReadAgainAfterARestart() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities").followed()) {
            firm.start(ENDPOINT);
            firm.pass(Duration.ofMinutes(1));
            ClioRecord delivered = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(1));
            firm.stop();
            ClioRecord missed = firm.records().create(Map.of("total", 2));
            firm.start(ENDPOINT);
            firm.pass(Duration.ofHours(2));

            assertThat(firm.topic.of(delivered.id())).hasSize(1);
            assertThat(firm.topic.of(missed.id()))
                    .as("read, and delivered by Clio's last tries")
                    .hasSize(1);
        }
    }

    @Test
    void whatIsToBeReadAgainLandsAgain() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities").followed()) {
            firm.start(ENDPOINT);
            ClioRecord record = firm.records().create(Map.of("total", 1));
            firm.pass(Duration.ofMinutes(1));
            firm.stop();
            firm.states.setState(
                    "clio/sandbox/webhooks/activity",
                    Watermark.again(Optional.of(firm.clock.instant().minus(Duration.ofHours(1)))));
            firm.start(ENDPOINT);
            firm.pass(Duration.ofMinutes(10));

            assertThat(firm.topic.of(record.id())).hasSize(2);
            assertThat(firm.states.getState("clio/sandbox/webhooks/activity")).doesNotContain("again");
        }
    }

    @Test
    void whatLandedInAnotherShapeLandsAgain() throws Exception {
        try (RepairedClio firm = new RepairedClio("activities").followed()) {
            firm.start(ENDPOINT);
            firm.pass(Duration.ofMinutes(1));
            firm.clio.webhooks().change(firm.webhookId(), Map.of("fields", "id,etag,updated_at"));
            ClioRecord record = firm.records().create(Map.of("total", 7));
            firm.pass(Duration.ofMinutes(1));
            assertThat(firm.topic.of(record.id())).hasSize(1).noneMatch(landed -> landed.body()
                    .has("total"));

            firm.pass(Duration.ofDays(2));

            assertThat(firm.topic.of(record.id())).hasSize(2);
            assertThat(firm.topic.of(record.id()).get(1).body().path("total").asInt())
                    .isEqualTo(7);
        }
    }
}
