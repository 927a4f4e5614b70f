package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.time.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bar of long work, as a terminal gets it. */
class TerminalProgressTest {

    private static final String EMPTY_LINE = "\r\u001b[K";

    private final TestClock clock = new TestClock("2026-11-22T08:00:00Z");
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, UTF_8);

    @Test
    void isDrawnAFewTimesASecondAndWhenAllIsDone() {
        TerminalProgress progress = new TerminalProgress("keys", 4, terminal, clock);

        progress.step();
        progress.step();
        clock.advance(Duration.ofSeconds(1));
        progress.step();
        progress.step();

        assertThat(shown.toString(UTF_8))
                .isEqualTo(EMPTY_LINE + "[#######-----------------------] 1 of 4 keys"
                        + EMPTY_LINE + "[######################--------] 3 of 4 keys"
                        + EMPTY_LINE + "[##############################] 4 of 4 keys");
    }

    @Test
    void isThereBeforeTheFirstStepWhereThatTakesLong() {
        TerminalProgress progress = new TerminalProgress("lists", 2, terminal, clock);

        progress.begin();

        assertThat(shown.toString(UTF_8)).isEqualTo(EMPTY_LINE + "[------------------------------] 0 of 2 lists");
    }

    @Test
    void leavesNothingBehindAndNothingBetweenLines() {
        try (TerminalProgress progress = new TerminalProgress("keys", 2, terminal, clock)) {
            progress.step();
            progress.above(() -> terminal.print("a line\n"));
            progress.above(() -> terminal.print("another\n"));
            progress.step();
        }

        assertThat(shown.toString(UTF_8))
                .isEqualTo(
                        EMPTY_LINE + "[###############---------------] 1 of 2 keys" + EMPTY_LINE + "a line\nanother\n"
                                + EMPTY_LINE + "[##############################] 2 of 2 keys" + EMPTY_LINE);
    }

    @Test
    void isNotDrawnWithoutATerminalOrWithoutWork() {
        try (TerminalProgress nowhere = new TerminalProgress("keys", 1, null, clock);
                TerminalProgress ofNothing = new TerminalProgress("keys", 0, terminal, clock)) {
            nowhere.begin();
            nowhere.step();
            nowhere.above(() -> terminal.print("a line"));
            ofNothing.begin();
            ofNothing.step();
        }

        assertThat(shown.toString(UTF_8)).isEqualTo("a line");
    }
}
