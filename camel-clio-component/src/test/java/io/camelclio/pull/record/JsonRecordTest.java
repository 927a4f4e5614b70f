package io.camelclio.pull.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.sample.SampleRecords;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRecordTest {

    private static final Set<String> NAMES = Set.of("id", "etag", "updated_at", "total", "note", "billed", "matter");

    @ParameterizedTest
    @MethodSource("io.camelclio.sample.SampleRecords#wellFormed")
    void keepsTheBytesOfAnyRecord(String record) throws Exception {
        assertThat(read(record).bytes()).isEqualTo(bytes(record));
    }

    @Test
    void givesTopLevelValuesAsTheVendorWroteThem() throws Exception {
        JsonRecord record = read(SampleRecords.EXACT_DIGITS);

        assertThat(record.value("id")).isEqualTo("3000000001");
        assertThat(record.value("etag")).isEqualTo("\"9a10\"");
        assertThat(record.value("updated_at")).isEqualTo("2026-03-01T07:00:00-05:00");
        assertThat(record.value("total")).isEqualTo("1E+2");
        assertThat(read("{\"billed\":false,\"id\":\"CE-1\"}").value("billed")).isEqualTo("false");
        assertThat(read(SampleRecords.UNICODE).value("note")).isEqualTo("Zürich — 法律 📜 A😀 / \"");
    }

    @Test
    void readsValuesOfObjectsThatAreAskedForByPath() throws Exception {
        String record =
                "{\"matter\":{\"id\":\"m\",\"stage\":{\"id\":637771038395217729},\"list\":[{\"id\":1}]},\"id\":\"s\"}";

        JsonRecord read = JsonRecord.read(bytes(record), Set.of("matter/id", "matter/stage/id", "matter/list/id"));

        assertThat(read.value("matter/id")).isEqualTo("m");
        assertThat(read.value("matter/stage/id")).isEqualTo("637771038395217729");
        assertThat(read.value("matter/list/id")).isNull();
        assertThat(read.value("id")).isNull();
    }

    @Test
    void readsNothingOutOfNestedObjects() throws Exception {
        JsonRecord record = read(SampleRecords.NESTED);

        assertThat(record.value("id")).isEqualTo("4");
        assertThat(record.value("updated_at")).isNull();
        assertThat(record.value("matter")).isNull();
    }

    @Test
    void readsOnlyTheNamesItWasAskedFor() throws Exception {
        assertThat(JsonRecord.read(bytes("{\"id\":1,\"note\":\"x\"}"), Set.of("id"))
                        .value("note"))
                .isNull();
    }

    @Test
    void namesARequiredValueThatIsAbsentNullEmptyOrNoScalar() {
        for (String record :
                new String[] {"{}", "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":{\"id\":1}}", "{\"id\":[1]}"}) {
            assertThatThrownBy(() -> read(record).required("id"))
                    .as(record)
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("A record has no 'id'");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWhatIsNotExactlyOneRecordAndNeverQuotesIt(String fault, byte[] bytes) {
        assertThatThrownBy(() -> JsonRecord.read(bytes, NAMES))
                .isInstanceOf(MalformedRecordException.class)
                .hasNoCause()
                .hasMessageStartingWith("A record is ")
                .hasMessageNotContaining(SampleRecords.CONFIDENTIAL);
    }

    @Test
    void saysAtWhichByteARecordIsBroken() {
        assertThatThrownBy(() -> read("{\"id\":1,\"note\":oops}"))
                .hasMessageMatching("A record is not well-formed JSON at byte 20");
    }

    /** Jackson's table of names fills what is short with this byte. */
    @Test
    void refusesANameThatIsOnlyAKnownOneToJackson() throws Exception {
        JsonRecord.read(bytes("{\"id\":1,\"updated_t\":2}"), Set.of("updated_t"));
        byte[] filled = bytes("{\"id\":1,\"updated_#t\":2}");
        filled[17] = (byte) 0xff;

        assertThatThrownBy(() -> JsonRecord.read(filled, Set.of("updated_t")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("A record is not UTF-8 at byte 17");
    }

    static Stream<Arguments> malformed() {
        return SampleRecords.malformed().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    private static JsonRecord read(String text) throws MalformedRecordException {
        return JsonRecord.read(bytes(text), NAMES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
