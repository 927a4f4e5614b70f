package io.camelclio.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has lists read again from a day on, as after an outage that nobody saw. */
@Command(
        name = "catch-up",
        description = {
            "Have lists read again from a day on: what changed since and is not on the topics is written to them.",
            "The application may run, and does the reading; what was written already comes again with its ce_id, or not at"
                    + " all."
        })
class CatchUpCommand implements Callable<Integer> {

    private final CursorCommand cursors;

    @Option(
            names = "--from",
            required = true,
            description = "Such as 2026-03-01 (UTC) or 2026-03-01T12:00:00Z; a list never goes forward.")
    private String from;

    @Option(
            names = {"--model", "--list"},
            required = true,
            description = "A model of Clio's webhooks such as activity, or the path of a list such as activity_rates or"
                    + " matters, of all accounts. May be given several times.")
    private List<String> lists;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "Wait until the application has read them, for at most so long (PT30M).")
    private Duration wait;

    @Option(
            names = "--json",
            description =
                    "One JSON object for each list, with the time up to which it was read and the one it goes back"
                            + " to; with --wait another one when it is read.")
    private boolean json;

    CatchUpCommand() {
        this(new CursorCommand());
    }

    CatchUpCommand(CursorCommand cursors) {
        this.cursors = cursors;
    }

    @Override
    public Integer call() throws Exception {
        return cursors.catchUp(from, lists, yes, json, wait);
    }
}
