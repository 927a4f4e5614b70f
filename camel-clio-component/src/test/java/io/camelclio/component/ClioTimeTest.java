package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClioTimeTest {

    private static final long SEED = 20261123;
    private static final String OTHERS = "0123456789+-:.TtZz /\u0663";

    @Test
    void readsTimesAsClioWritesThem() {
        assertThat(ClioTime.parse("2026-03-02T07:00:00-08:00")).isEqualTo("2026-03-02T15:00:00Z");
        assertThat(ClioTime.parse("2026-03-02T15:00:00Z")).isEqualTo("2026-03-02T15:00:00Z");
        assertThat(ClioTime.parse("2026-03-02T15:00:00.25+05:30")).isEqualTo("2026-03-02T09:30:00.250Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-02",
                "2026-02-30T07:00:00Z",
                "2026-03-02T24:00:00Z",
                "2026-03-02T07:60:00-08:00",
                "2026-03-02T07:00:00-08:60",
                "2026-03-02T07:00:00+19:00",
                "2026-03-02T07:00:00+18:01",
                "2026-03-02T07:00:00"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> ClioTime.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void readsWhateverTextAsTheParserOfJavaDoes() {
        Random random = new Random(SEED);
        for (int run = 0; run < 100_000; run++) {
            String text = text(random);
            assertThat(read(text)).as("seed %d, text '%s'", SEED, text).isEqualTo(readByJava(text));
        }
    }

    /** A time in one of many forms, every second one of them with a character that is another, or one less. */
    private static String text(Random random) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60));
        Instant time = Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L));
        String written = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(offset));
        StringBuilder text = new StringBuilder(written);
        int at = random.nextInt(written.length());
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, OTHERS.charAt(random.nextInt(OTHERS.length())));
            case 1 -> text.deleteCharAt(at);
            default -> {}
        }
        return text.toString();
    }

    private static Optional<Instant> read(String text) {
        try {
            return Optional.of(ClioTime.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> readByJava(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
