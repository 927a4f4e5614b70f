package io.camelclio.app;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A bar of long work on the error stream, drawn over itself: only where a person sits in front of a terminal, and a few
 * times a second. Whatever else is printed meanwhile has to go through {@link #above}. Not thread-safe.
 */
final class TerminalProgress implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String BACK_TO_AN_EMPTY_LINE = "\r\u001b[K";

    private final String what;
    private final long all;
    private final PrintStream terminal;
    private final Clock clock;
    private long done;
    private Instant drawn = Instant.MIN;
    private boolean visible;

    /**
     * @param what the work, such as {@code keys}
     * @param all how much of it there is; a bar of nothing is not drawn
     * @param terminal null for none: nothing is drawn
     */
    TerminalProgress(String what, long all, PrintStream terminal, Clock clock) {
        this.what = what;
        this.all = all;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** On this process's terminal; nothing where it has none, or a script reads what is printed. */
    static TerminalProgress of(String what, long all, boolean json) {
        boolean seen = !json && System.console() != null;
        return new TerminalProgress(what, all, seen ? System.err : null, Clock.systemUTC());
    }

    /** Shows the bar before anything is done, where the first step takes long. */
    void begin() {
        if (terminal != null && all > 0) {
            draw();
        }
    }

    /** One more is done. */
    void step() {
        done++;
        if (terminal != null && all > 0 && (done == all || drawn.plus(PAUSE).isBefore(clock.instant()))) {
            drawn = clock.instant();
            draw();
        }
    }

    /** Prints lines without the bar in them. */
    void above(Runnable lines) {
        wipe();
        lines.run();
    }

    private void draw() {
        int filled = (int) (WIDTH * Math.min(done, all) / all);
        terminal.printf(
                "%s[%s%s] %d of %d %s",
                BACK_TO_AN_EMPTY_LINE, "#".repeat(filled), "-".repeat(WIDTH - filled), done, all, what);
        terminal.flush();
        visible = true;
    }

    private void wipe() {
        if (visible) {
            terminal.print(BACK_TO_AN_EMPTY_LINE);
            terminal.flush();
            visible = false;
        }
    }

    /** Leaves the terminal as it was. */
    @Override
    public void close() {
        wipe();
    }
}
