package io.camelclio.app.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.event.ChangeSource;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.pull.progress.RecordList;
import java.util.List;
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
            ClientSettings.merge(ClientUse.READING, "localhost:1", null));

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

    private static RecordList list(String vendor, String entity, String destination, boolean whole) {
        return new RecordList(
                "list", new ChangeSource(vendor, "us"), entity, List.of(), Optional.of(destination), whole);
    }
}
