package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.Change.Kind;
import io.camelclio.testkit.time.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PracticeLifeTest {

    private static final long SEED = 20260302;

    @Test
    void makesTheSameSequenceFromTheSameSeed() {
        assertThat(sequence(SEED)).as("seed %d", SEED).isEqualTo(sequence(SEED));
        assertThat(sequence(SEED)).as("seed %d", SEED).isNotEqualTo(sequence(SEED + 1));
    }

    @Test
    void setsCodesUpThenRevisesAddsAndDeletes() {
        try (SmokeballSandbox sandbox = SmokeballSandbox.builder().seed(SEED).start()) {
            Map<Kind, Integer> kinds = new TreeMap<>();
            for (int change = 0; change < 400; change++) {
                Kind kind = sandbox.nextChange().kind();
                assertThat(change < 8 ? kind : Kind.CREATED)
                        .as("seed %d, change %d", SEED, change)
                        .isEqualTo(Kind.CREATED);
                kinds.merge(kind, 1, Integer::sum);
            }

            assertThat(kinds).as("seed %d", SEED).containsOnlyKeys(Kind.CREATED, Kind.UPDATED, Kind.DELETED);
            assertThat(kinds.get(Kind.UPDATED)).as("seed %d: %s", SEED, kinds).isGreaterThan(200);
            assertThat(sandbox.ledger().changes()).isEqualTo(400);
        }
    }

    @Test
    void makesRecordsThatKeepSmokeballsRules() throws Exception {
        try (SmokeballSandbox sandbox = SmokeballSandbox.builder().seed(SEED).start()) {
            for (int change = 0; change < 400; change++) {
                sandbox.nextChange();
            }
            List<byte[]> records = new ArrayList<>(sandbox.ledger().current().values());
            assertThat(records).hasSizeGreaterThan(20);
            for (byte[] bytes : records) {
                JsonNode code = new ObjectMapper().readTree(bytes);
                String shown = new String(bytes, StandardCharsets.UTF_8);
                assertThat(code.get("code").textValue()).as(shown).isNotBlank().hasSizeLessThanOrEqualTo(20);
                assertThat(code.has("rate"))
                        .as(shown)
                        .isEqualTo(code.get("rateType").intValue() == 1);
                assertThat(code.has("quantity"))
                        .as(shown)
                        .isEqualTo(code.get("type").intValue() != 0);
                if (code.has("rate")) {
                    assertThat(shown).containsPattern("\"rate\":\\d+\\.\\d\\d[,}]");
                }
            }
        }
    }

    private static List<String> sequence(long seed) {
        try (SmokeballSandbox sandbox = SmokeballSandbox.builder()
                .clock(new TestClock("2026-03-02T09:30:00.1234567Z"))
                .seed(seed)
                .start()) {
            List<String> sequence = new ArrayList<>();
            for (int change = 0; change < 60; change++) {
                Change next = sandbox.nextChange();
                sequence.add(next.kind() + next.versionId());
            }
            String base = sandbox.apiUri().toString();
            sandbox.ledger()
                    .current()
                    .values()
                    .forEach(record -> sequence.add(new String(record, StandardCharsets.UTF_8).replace(base, "")));
            return sequence;
        }
    }
}
