package io.camelclio.component.webhook.delivery;

import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_CREATED;
import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_UPDATED;
import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.event.ChangeKind;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    static List<SampleDelivery> genuine() {
        return SampleDeliveries.all();
    }

    @ParameterizedTest
    @MethodSource("genuine")
    void readsEveryGenuineDelivery(SampleDelivery sample) throws MalformedRecordException {
        Delivery delivery = Delivery.parse(sample.body());

        assertThat(delivery.webhookId()).isEqualTo(1234);
        assertThat(delivery.event()).isEqualTo(sample.eventWord());
        assertThat(delivery.record().required("id")).isEqualTo(sample.recordId());
        assertThat(delivery.record().bytes()).as("exact bytes").isEqualTo(sample.dataBytes());
    }

    @Test
    void tellsStatesDeletionsAndLifeCycleEventsApart() throws MalformedRecordException {
        assertThat(kind("created")).isEqualTo(ChangeKind.STATE);
        assertThat(kind("updated")).isEqualTo(ChangeKind.STATE);
        assertThat(kind("deleted")).isEqualTo(ChangeKind.DELETED);
        assertThat(kind("matter_closed")).isEqualTo(ChangeKind.lifeCycle("matter_closed"));
    }

    @Test
    void takesAWordThatClioMayAddAsALifeCycleEvent() throws MalformedRecordException {
        assertThat(kind("matter_reopened")).isEqualTo(ChangeKind.lifeCycle("matter_reopened"));
    }

    @Test
    void readsMetaBeforeData() throws MalformedRecordException {
        byte[] body = utf8("{\"meta\":{\"event\":\"updated\",\"webhook_id\":9},\"data\":{\"id\":1}}");

        assertThat(Delivery.parse(body).webhookId()).isEqualTo(9);
        assertThat(Delivery.parse(body).record().bytes()).isEqualTo(utf8("{\"id\":1}"));
    }

    @Test
    void leavesUnknownPartsOfTheEnvelopeAlone() throws MalformedRecordException {
        byte[] body = utf8("{\"extra\":[1,{\"data\":{}}],\"data\":{\"id\":1},"
                + "\"meta\":{\"event\":\"updated\",\"webhook_id\":9,\"sent_at\":null},\"more\":1e9}");

        assertThat(Delivery.parse(body).record().bytes()).isEqualTo(utf8("{\"id\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789012345678901234567890.00000000000000000000000000001",
                "-0.0",
                "1E+400",
                "1e-400",
                "100.00"
            })
    void keepsEveryDigitOfANumber(String number) throws MalformedRecordException {
        SampleDelivery sample = ACTIVITY_UPDATED.withData("{\"id\":152,\"total\":" + number + "}");

        assertThat(new String(Delivery.parse(sample.body()).record().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":152,\"total\":" + number + "}");
    }

    @Test
    void keepsIdsBeyondTheRangeOfALong() throws MalformedRecordException {
        SampleDelivery sample = ACTIVITY_UPDATED.withData("{\"id\":92233720368547758079223372036854775807}");

        assertThat(Delivery.parse(sample.body()).record().required("id"))
                .isEqualTo("92233720368547758079223372036854775807");
    }

    static Stream<String> rawWebhookIds() {
        return Stream.of("\"1234\"", "1234.5", "1234.0", "1e3", "9223372036854775808", "null", "true", "[1234]", "{}");
    }

    @ParameterizedTest
    @MethodSource("rawWebhookIds")
    void refusesAWebhookIdThatIsNoWholeNumber(String raw) {
        assertUnreadable(ACTIVITY_UPDATED.withRawWebhookId(raw).body());
    }

    static Stream<String> rawEvents() {
        return Stream.of(
                "null",
                "true",
                "7",
                "\"\"",
                "[\"updated\"]",
                "{\"updated\":1}",
                "\"Updated\"",
                "\" updated\"",
                "\"updated\\n\"",
                "\"up.dated\"",
                "\"upd\\u0061ted\\u0000\"",
                "\"aktualisíert\"",
                "\"_updated\"",
                "\"" + "u".repeat(65) + "\"");
    }

    @ParameterizedTest
    @MethodSource("rawEvents")
    void refusesAnEventThatIsNoPlainWord(String raw) {
        assertUnreadable(ACTIVITY_UPDATED.withRawEvent(raw).body());
    }

    static Stream<String> unusableBodies() {
        String meta = "\"meta\":{\"event\":\"updated\",\"webhook_id\":1}";
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "\"data\"",
                "{\"data\":{\"id\":1}}",
                "{\"data\":{\"id\":1},\"meta\":null}",
                "{\"data\":{\"id\":1},\"meta\":[1]}",
                "{\"data\":{\"id\":1},\"meta\":{\"event\":\"updated\"}}",
                "{\"data\":{\"id\":1},\"meta\":{\"webhook_id\":1}}",
                "{" + meta + "}",
                "{\"data\":null," + meta + "}",
                "{\"data\":[{\"id\":1}]," + meta + "}",
                "{\"data\":\"{}\"," + meta + "}",
                "{\"data\":{}," + meta + "}",
                "{\"data\":{\"id\":null}," + meta + "}",
                "{\"data\":{\"id\":\"\"}," + meta + "}",
                "{\"data\":{\"id\":{\"id\":1}}," + meta + "}",
                "{\"data\":{\"ID\":1}," + meta + "}",
                "{\"data\":{\"id\":NaN}," + meta + "}",
                "{\"data\":{\"id\":01}," + meta + "}",
                "{'data':{'id':1}," + meta + "}",
                "{\"data\":{\"id\":1,}," + meta + "}",
                "{\"data\":{\"id\":1}/* */," + meta + "}",
                "{\"data\":{\"id\":1}," + meta + "}}",
                "{\"data\":{\"id\":1}," + meta + "} {}",
                "{\"data\":{\"id\":1}," + meta + "}\u0000",
                "{\"data\":{\"id\":1},\"data\":{\"id\":2}," + meta + "}",
                "{\"data\":{\"id\":1,\"id\":2}," + meta + "}",
                "{\"data\":{\"id\":1,\"matter\":{\"a\":1,\"a\":2}}," + meta + "}",
                "{\"data\":{\"id\":1}," + meta + "," + meta + "}",
                "{\"data\":{\"id\":1},\"meta\":{\"event\":\"updated\",\"event\":\"deleted\",\"webhook_id\":1}}");
    }

    @ParameterizedTest
    @MethodSource("unusableBodies")
    void refusesWhatIsNoDelivery(String body) {
        assertUnreadable(utf8(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "meta", "other"})
    void refusesNestingThatIsNoRecordAnyMore(String where) {
        String deep = "[".repeat(200_000) + "]".repeat(200_000);
        String body = ACTIVITY_UPDATED.withData("{\"id\":1}").text();
        String deeper =
                switch (where) {
                    case "data" -> body.replace("\"id\":1", "\"id\":1,\"x\":" + deep);
                    case "meta" -> body.replace("\"event\"", "\"x\":" + deep + ",\"event\"");
                    default -> body.replace("\"meta\"", "\"x\":" + deep + ",\"meta\"");
                };
        assertThat(deeper).hasSizeGreaterThan(400_000);

        assertUnreadable(utf8(deeper));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin = ACTIVITY_CREATED.text().getBytes(StandardCharsets.ISO_8859_1);

        assertUnreadable(latin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void refusesOtherUnicodeEncodings(String encoding) {
        assertUnreadable(ACTIVITY_UPDATED.text().getBytes(Charset.forName(encoding)));
    }

    @Test
    void refusesAByteOrderMark() {
        assertUnreadable(utf8("\ufeff" + ACTIVITY_CREATED.text()));
    }

    @ParameterizedTest
    @MethodSource("genuine")
    void refusesADeliveryCutOffAnywhere(SampleDelivery sample) {
        byte[] body = sample.body();
        for (int length = 0; length < body.length; length++) {
            assertUnreadable(Arrays.copyOf(body, length));
        }
    }

    @Test
    void neverQuotesTheDataInWhatItSays() {
        String secret = "privileged-conversation";
        SampleDelivery broken = ACTIVITY_UPDATED.withData("{\"id\":1,\"note\":\"" + secret + "\",\"" + secret + "\":}");

        assertThatThrownBy(() -> Delivery.parse(broken.body()))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("byte")
                .hasMessageNotContaining(secret)
                .hasNoCause();
    }

    private static ChangeKind kind(String event) throws MalformedRecordException {
        return Delivery.parse(ACTIVITY_UPDATED.withEvent(event).body()).kind();
    }

    private static void assertUnreadable(byte[] body) {
        assertThatThrownBy(() -> Delivery.parse(body))
                .as(() -> "body of " + body.length + " bytes: " + new String(body, 0, Math.min(body.length, 300)))
                .isInstanceOf(MalformedRecordException.class);
    }
}
