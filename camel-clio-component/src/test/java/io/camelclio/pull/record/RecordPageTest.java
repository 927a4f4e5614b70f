package io.camelclio.pull.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.sample.RandomRecords;
import io.camelclio.sample.SampleRecords;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPageTest {

    @Test
    void cutsEveryRecordOutByteForByte() throws Exception {
        String page = "{\"data\": [ " + String.join(" ,\n", SampleRecords.wellFormed()) + "\t],\"meta\":{}}";

        assertThat(texts(RecordPage.ofArray(bytes(page), "data"))).isEqualTo(SampleRecords.wellFormed());
    }

    @Test
    void cutsAnAnswerThatIsTheArrayItself() throws Exception {
        String answer = " [" + String.join(" ,\n", SampleRecords.wellFormed()) + " ]";

        assertThat(texts(RecordPage.ofBareArray(bytes(answer)))).isEqualTo(SampleRecords.wellFormed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{}", "[{}] {}", "[{} {}]", ""})
    void refusesWhatIsNotExactlyOneArray(String answer) {
        assertThatThrownBy(() -> RecordPage.ofBareArray(bytes(answer))).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void cutsRandomRecordsOutByteForByteWhereverTheyStand() throws Exception {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            RandomRecords json = new RandomRecords(random);
            List<String> records = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                records.add(json.record());
            }
            String array = "\"data\"" + json.space() + ":" + json.space() + "[" + json.space()
                    + String.join(json.space() + "," + json.space(), records) + json.space() + "]";
            String page = json.space() + "{\"before\":" + json.value() + "," + array + ",\"after\":" + json.value()
                    + "}" + json.space();

            assertThat(texts(RecordPage.ofArray(bytes(page), "data")))
                    .as("seed %d", seed)
                    .isEqualTo(records);
        }
    }

    @Test
    void cutsTheOneRecordOfAnAnswer() throws Exception {
        String answer = "{\"meta\":{\"event\":\"updated\"},\"data\" : " + SampleRecords.EXACT_DIGITS + " }";

        RecordPage page = RecordPage.ofObject(bytes(answer), "data");

        assertThat(new String(page.record(), StandardCharsets.UTF_8)).isEqualTo(SampleRecords.EXACT_DIGITS);
        assertThat(page.envelope("meta").path("event").textValue()).isEqualTo("updated");
    }

    @Test
    void givesWhatSurroundsTheRecordsAndAMissingNodeForTheRest() throws Exception {
        RecordPage page = RecordPage.ofArray(
                bytes("{\"data\":[],\"meta\":{\"paging\":{\"next\":\"https://x.example\"},\"records\":9}}"), "data");

        assertThat(page.records()).isEmpty();
        assertThat(page.envelope("meta").path("paging").path("next").textValue())
                .isEqualTo("https://x.example");
        assertThat(page.envelope("links").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"meta\":{}}",
                "{\"data\":null}",
                "{\"data\":{}}",
                "{\"data\":\"\"}",
                "{\"data\":[{}],\"data\":[{}]}",
                "{\"data\":[{}]}{",
                "{\"data\":[{}",
                "{\"data\":[{}]",
                "{\"data\":[{}],\"meta\":{\"a\":1,\"a\":2}}",
                "[]",
                "<html></html>",
                ""
            })
    void refusesAPageThatIsNotOneObjectWithTheArray(String page) {
        assertThatThrownBy(() -> RecordPage.ofArray(bytes(page), "data")).isInstanceOf(MalformedRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[{}]}", "{\"data\":null}", "{\"meta\":{}}", "{\"data\":{}} x"})
    void refusesAnAnswerThatIsNotOneObjectWithTheRecord(String answer) {
        assertThatThrownBy(() -> RecordPage.ofObject(bytes(answer), "data"))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void cutsOutWhatIsNoRecordSoThatTheOthersGoOn() throws Exception {
        List<String> elements = List.of(
                "{\"id\":1}",
                "null",
                "-7.50",
                "\"a \\\" é\"",
                "[1,{\"b\":2}]",
                "true",
                "{\"a\":1,\"a\":2}",
                "{\"id\":2}");

        RecordPage page = RecordPage.ofArray(bytes("{\"data\":[ " + String.join(" , ", elements) + " ]}"), "data");

        assertThat(page.records())
                .extracting(record -> new String(record, StandardCharsets.UTF_8))
                .containsExactlyElementsOf(elements);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesWithOneMalformedRecord")
    void aMalformedRecordIsRefusedWithItsPageOrByItselfAndNeverQuoted(String fault, byte[] page) {
        assertThatThrownBy(() -> {
                    for (byte[] record : RecordPage.ofArray(page, "data").records()) {
                        JsonRecord.read(record, Set.of("id"));
                    }
                })
                .isInstanceOf(MalformedRecordException.class)
                .hasNoCause()
                .hasMessageNotContaining(SampleRecords.CONFIDENTIAL);
    }

    static Stream<Arguments> pagesWithOneMalformedRecord() {
        return SampleRecords.malformed().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), pageWith(sample.getValue())));
    }

    @Test
    void refusesAPageThatIsNotInUtf8() {
        String page = "{\"data\":[{\"id\":1}]}";
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThatThrownBy(() -> RecordPage.ofArray(page.getBytes(charset), "data"))
                    .as(charset.name())
                    .isInstanceOf(MalformedRecordException.class);
        }
        assertThatThrownBy(() -> RecordPage.ofArray(bytes("\uFEFF" + page), "data"))
                .as("with a byte order mark")
                .isInstanceOf(MalformedRecordException.class);
    }

    private static byte[] pageWith(byte[] record) {
        byte[] before = bytes("{\"data\":[{\"id\":0},");
        byte[] after = bytes("],\"meta\":{}}");
        byte[] page = new byte[before.length + record.length + after.length];
        System.arraycopy(before, 0, page, 0, before.length);
        System.arraycopy(record, 0, page, before.length, record.length);
        System.arraycopy(after, 0, page, before.length + record.length, after.length);
        return page;
    }

    private static List<String> texts(RecordPage page) {
        return page.records().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
