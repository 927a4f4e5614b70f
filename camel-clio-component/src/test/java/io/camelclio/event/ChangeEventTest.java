package io.camelclio.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

class ChangeEventTest {

    private static final Instant CHANGED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant AS_OF = Instant.parse("2026-03-01T12:00:05.250Z");

    private final ChangeSource clio = new ChangeSource("clio", "us");

    @Test
    void namesItsTypeByVendorEntityAndKind() {
        assertThat(event(ChangeKind.STATE, null).type()).isEqualTo("com.clio.matter.changed.v1");
        assertThat(event(ChangeKind.DELETED, null).type()).isEqualTo("com.clio.matter.deleted.v1");
        assertThat(event(ChangeKind.lifeCycle("matter_closed"), null).type())
                .isEqualTo("com.clio.matter.matter_closed.v1");
    }

    @Test
    void keysARecordByConnectionAndId() {
        ChangeEvent event = event(ChangeKind.STATE, null);

        assertThat(event.subject()).isEqualTo("us/152").isEqualTo(clio.key("152"));
        assertThat(event.source()).isEqualTo("/clio/us").isEqualTo(clio.uri());
    }

    @Test
    void isTheSameChangeWhateverTheVendorCalledIt() {
        assertThat(event(ChangeKind.STATE, "created").id())
                .isEqualTo(event(ChangeKind.STATE, "updated").id())
                .isEqualTo(event(ChangeKind.STATE, null).id())
                .isEqualTo(ChangeIdentity.of("us", "matter", "us/152", "v1", ChangeKind.STATE));
    }

    @Test
    void writesExactlyTheHeadersOfTheContract() {
        Message message = new DefaultMessage(new DefaultCamelContext());

        ChangeEvent event = event(ChangeKind.STATE, "updated");
        event.writeTo(message);

        assertThat(message.getHeaders())
                .containsOnly(
                        entry("CamelCloudEventVersion", "1.0"),
                        entry("CamelCloudEventID", event.id()),
                        entry("CamelCloudEventType", "com.clio.matter.changed.v1"),
                        entry("CamelCloudEventSource", "/clio/us"),
                        entry("CamelCloudEventSubject", "us/152"),
                        entry("CamelCloudEventTime", "2026-03-01T12:00:00Z"),
                        entry("CamelCloudEventDataContentType", "application/json"),
                        entry("CamelCloudEventAsOf", "2026-03-01T12:00:05.250Z"),
                        entry("CamelCloudEventVendorEvent", "updated"));
    }

    @Test
    void saysNothingOfTheVendorsEventWhereItIsUnknown() {
        Message message = new DefaultMessage(new DefaultCamelContext());

        event(ChangeKind.STATE, null).writeTo(message);

        assertThat(message.getHeaders())
                .doesNotContainKey("CamelCloudEventVendorEvent")
                .hasSize(8);
    }

    @Test
    void statesAndDeletionShareOneHistoryAndLifeCycleEventsHaveTheirOwn() {
        String states = event(ChangeKind.STATE, null).history();

        assertThat(event(ChangeKind.DELETED, "deleted").history()).isEqualTo(states);
        assertThat(event(ChangeKind.lifeCycle("matter_closed"), null).history())
                .isNotEqualTo(states)
                .isNotEqualTo(event(ChangeKind.lifeCycle("matter_opened"), null).history());
    }

    @Test
    void historiesOfTwoRecordsNeverMeet() {
        assertThat(event(ChangeKind.STATE, null).history())
                .isNotEqualTo(clio.event("matter", "153", ChangeKind.STATE, "v1", CHANGED, AS_OF, null)
                        .history())
                .isNotEqualTo(clio.event("task", "152", ChangeKind.STATE, "v1", CHANGED, AS_OF, null)
                        .history())
                .isNotEqualTo(new ChangeSource("clio", "eu")
                        .event("matter", "152", ChangeKind.STATE, "v1", CHANGED, AS_OF, null)
                        .history());
    }

    private ChangeEvent event(ChangeKind kind, String vendorEvent) {
        return clio.event("matter", "152", kind, "v1", CHANGED, AS_OF, vendorEvent);
    }
}
