package io.camelclio.pull.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopedRecordTest {

    private static final Set<String> NAMES = Set.of("id", "matter/id");

    @Test
    void keepsTheRecordsOwnBytesAndReadsItsNamedValues() throws Exception {
        String record =
                "{ \"id\":1, \"total\":100.00, \"matter\" : {\"id\":14,\"name\":\"Brown & Söhne\"}, \"x\":null }";

        EnvelopedRecord read = read("{\"meta\":{\"event\":\"updated\"}, \"data\" : " + record + " }");

        assertThat(new String(read.record().bytes(), StandardCharsets.UTF_8)).isEqualTo(record);
        assertThat(read.record().value("id")).isEqualTo("1");
        assertThat(read.record().value("matter/id")).isEqualTo("14");
        assertThat(read.envelope("meta").path("event").textValue()).isEqualTo("updated");
        assertThat(read.envelope("links").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"id\":1},\"data\":{\"id\":1}}",
                "{\"data\":{\"a\":{\"b\":1,\"b\":1}}}",
                "{\"data\":{},\"meta\":{},\"meta\":{}}",
                "{\"data\":[{}]}",
                "{\"data\":null}",
                "{\"meta\":{}}",
                "{\"data\":{}} x",
                "{\"data\":{}",
                "[]",
                ""
            })
    void refusesWhatIsNotOneObjectWithTheRecord(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedRecordException.class);
    }

    /** One reading of the whole takes and refuses what cutting first and reading then did. */
    @Test
    void judgesAnyBytesAsTheRecordAloneIsJudged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] record =
                bytes("{\"id\":7,\"etag\":\"\\\"é\\\"\",\"matter\":{\"id\":1.50,\"a\":[{\"b\":{}}]},\"n\":-0.0}");
        for (int i = 0; i < 20_000; i++) {
            byte[] spoilt = record.clone();
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                spoilt[random.nextInt(spoilt.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[],:\"1".charAt(random.nextInt(8)));
            }
            assertThat(valuesInEnvelope(spoilt)).as("seed %d, case %d", seed, i).isEqualTo(valuesAlone(spoilt));
        }
    }

    private static List<String> valuesAlone(byte[] record) {
        try {
            return values(JsonRecord.read(record, NAMES));
        } catch (MalformedRecordException e) {
            return List.of("refused");
        }
    }

    private static List<String> valuesInEnvelope(byte[] record) {
        byte[] before = bytes("{\"data\":");
        byte[] all = Arrays.copyOf(before, before.length + record.length + 1);
        System.arraycopy(record, 0, all, before.length, record.length);
        all[all.length - 1] = '}';
        try {
            JsonRecord read = EnvelopedRecord.read(all, "data", NAMES).record();
            boolean whole = Arrays.equals(read.bytes(), record);
            return whole ? values(read) : List.of("refused");
        } catch (MalformedRecordException e) {
            return List.of("refused");
        }
    }

    private static List<String> values(JsonRecord record) {
        return Arrays.asList(record.value("id"), record.value("matter/id"));
    }

    private static EnvelopedRecord read(String bytes) throws MalformedRecordException {
        return EnvelopedRecord.read(bytes(bytes), "data", NAMES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
