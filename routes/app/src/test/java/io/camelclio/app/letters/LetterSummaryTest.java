package io.camelclio.app.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.LetterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetterSummaryTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void newestOfAllSourcesAndPartitionsAreShownOldestFirst() {
        LetterSummary summary = new LetterSummary(2);

        summary.add(letter("clio-0-7", NOON.plusSeconds(7)));
        summary.add(letter("clio-1-3", NOON.plusSeconds(9)));
        summary.add(letter("smokeball-0-1", NOON));
        summary.add(letter("smokeball-0-2", NOON.plusSeconds(1)));

        List<String> rows = summary.lines().stream()
                .filter(line -> line.matches("(clio|smokeball)-\\d.*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(rows).containsExactly("clio-0-7", "clio-1-3");
        assertThat(summary.lines()).last().asString().contains("2 older ones");
    }

    private static LetterView letter(String id, Instant keptAt) {
        return LetterView.of(
                new DeadLetter(LetterId.parse(id), keptAt, "us/1", new byte[0], Map.of()), Optional.empty());
    }
}
