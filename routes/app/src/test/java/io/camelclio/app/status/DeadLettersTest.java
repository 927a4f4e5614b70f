package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.status.DeadLetters.Tally;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final DeadLetters letters =
            new DeadLetters(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void countsByVendorAndReasonTheMostFrequentFirst() {
        letters.count("clio", "route_failed", "clio-webhook-folder");
        letters.count("clio", "unreadable_record", "clio-webhook-matter");
        letters.count("clio", "unreadable_record", "clio-webhook-task");
        letters.count("smokeball", "unreadable_record", "smokeball-matter");

        assertThat(letters.tallies())
                .extracting(tally -> tally.vendor() + " " + tally.reason() + " " + tally.count() + " " + tally.route())
                .containsExactly(
                        "clio unreadable_record 2 clio-webhook-task",
                        "clio route_failed 1 clio-webhook-folder",
                        "smokeball unreadable_record 1 smokeball-matter");
    }

    @Test
    void reasonsOfATeamsOwnDoNotGrowWithoutEnd() {
        for (int number = 0; number < 1_000; number++) {
            letters.count("clio", "reason " + number, "own");
        }

        assertThat(letters.tallies()).hasSize(DeadLetters.MOST_REASONS + 1);
        assertThat(letters.tallies().stream().mapToLong(Tally::count).sum()).isEqualTo(1_000);
        assertThat(letters.tallies().get(0).reason()).isEqualTo("other");
    }
}
