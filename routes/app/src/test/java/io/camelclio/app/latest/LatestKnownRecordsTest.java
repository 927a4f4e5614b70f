package io.camelclio.app.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.event.ChangeSource;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestRecords;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.TooManyRecordsException;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.time.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which lists are compared with what lies on Kafka. */
class LatestKnownRecordsTest {

    private final LatestKnownRecords known = new LatestKnownRecords(
            List.of(
                    new LatestTopics(
                            "of-clio",
                            List.of(new LatestKind("clio.matter", "clio.matter.v1", "clio.matter.latest.v1"))),
                    new LatestTopics(
                            "of-smokeball", List.of(new LatestKind("smokeball.matter", "files", "files-now")))),
            ClientSettings.merge(ClientUse.READING, "localhost:1", null),
            1_000,
            (topic, records) -> {},
            Clock.systemUTC());

    @Test
    void keepsWholeListsOfATopicsOwnKindOnly() {
        assertThat(known.keeps(list("clio", "matter", "clio.matter.v1", true))).isTrue();
        assertThat(known.keeps(list("smokeball", "matter", "files", true))).isTrue();

        assertThat(known.keeps(list("clio", "relationship", "clio.matter.v1", true)))
                .isFalse();
        assertThat(known.keeps(list("clio", "matter", "files", true))).isFalse();
        assertThat(known.keeps(list("clio", "matter", "clio.matter.v1", false))).isFalse();
        assertThat(known.keeps(list("clio", "matter", "elsewhere", true))).isFalse();
    }

    @Test
    void moreRecordsThanAreKeptAreSaidAndNotLookedUpAgainAndAgain() {
        EmbeddedKafka kafka = EmbeddedKafka.shared();
        for (String topic : List.of("many", "many-now")) {
            kafka.createTopic(topic, 1, Map.of());
        }
        TestClock clock = new TestClock("2026-03-02T09:30:00Z");
        List<LatestRecords> metered = new ArrayList<>();
        LatestKnownRecords few = new LatestKnownRecords(
                List.of(new LatestTopics("of-many", List.of(new LatestKind("smokeball.fee", "many", "many-now")))),
                ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null),
                2,
                (topic, records) -> metered.add(records),
                clock);
        RecordList fees = list("smokeball", "fee", "many", true);
        few.prepare(fees);
        few.remember(fees, "1", "a");
        few.remember(fees, "2", "b");

        assertThatThrownBy(() -> few.remember(fees, "3", "c"))
                .isInstanceOf(TooManyRecordsException.class)
                .hasMessageContainingAll("many", "more than 2", "latest_state.max_records");
        assertThatThrownBy(() -> few.prepare(fees)).isInstanceOf(TooManyRecordsException.class);
        assertThat(metered).singleElement().satisfies(records -> assertThat(records.size())
                .isEqualTo(2));

        clock.advance(Duration.ofHours(1));
        few.prepare(fees);
    }

    private static RecordList list(String vendor, String entity, String destination, boolean whole) {
        return new RecordList(
                "list", new ChangeSource(vendor, "us"), entity, List.of(), Optional.of(destination), whole);
    }
}
