package io.camelclio.app;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.letters.LetterView;
import io.camelclio.app.letters.Selection;
import io.camelclio.app.letters.TerminalText;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.KnownVersions;
import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.DeadLetters;
import io.camelclio.kafka.letters.LetterId;
import io.camelclio.kafka.letters.LetterReplay;
import io.camelclio.kafka.letters.Replay;
import io.camelclio.kafka.letters.ReplayResult;
import io.camelclio.kafka.letters.ReplayRules;
import io.camelclio.kafka.letters.Replays;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One call of the command {@code dead-letters replay}: what is to be replayed, and then the replay, told line by line. */
final class Replaying {

    private static final Duration READING = Duration.ofMinutes(2);

    private final Given given;
    private final Clock clock;
    private final Duration patience;
    private final String by;
    private final boolean outdatedToo;
    private final PrintWriter out;
    private final PrintWriter err;
    private int left;

    /**
     * @param by who replays
     * @param outdatedToo whether to write also what is older than what is there
     */
    Replaying(
            Given given,
            Clock clock,
            Duration patience,
            String by,
            boolean outdatedToo,
            PrintWriter out,
            PrintWriter err) {
        this.given = given;
        this.clock = clock;
        this.patience = patience;
        this.by = Replay.checkedName(by);
        this.outdatedToo = outdatedToo;
        this.out = out;
        this.err = err;
    }

    /** How many of the letters that are meant are still open. */
    int left() {
        return left;
    }

    /** Finds the letters that are meant and can be replayed, and tells what is with the others. */
    List<LetterId> plan(DeadLetters letters, List<String> sources, Selection selection, boolean json) {
        Replays replays = letters.replays();
        List<LetterId> planned = new ArrayList<>();
        Set<LetterId> missing = new HashSet<>(selection.ids());
        Map<String, Integer> counts = new TreeMap<>();
        letters.read(sources, selection.from(), letter -> {
            if (!selection.contains(letter)) {
                return;
            }
            missing.remove(letter.id());
            LetterView view = LetterView.of(letter, replays.of(letter));
            if (view.isToBeReplayed()) {
                planned.add(letter.id());
                counts.merge(view.reason() + " " + view.entity(), 1, Integer::sum);
            } else if (view.end().isEmpty()) {
                left++;
                tell(
                        json,
                        view.id(),
                        "not_replayable",
                        List.of(),
                        view.prospect().hindrance() + "; instead: "
                                + view.prospect().remedy());
            } else if (selection.ids().contains(letter.id())) {
                tell(
                        json,
                        view.id(),
                        "closed",
                        List.of(),
                        view.state() + " before, at " + view.end().get().at());
            }
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("There is no dead letter "
                    + missing.stream().sorted().findFirst().orElseThrow()
                    + " among those that are meant; 'dead-letters list' shows those that are there");
        }
        if (!json) {
            out.println(planned.size() + " letters to be replayed.");
            counts.forEach((sort, count) -> out.printf("%7d  %s%n", count, TerminalText.line(sort)));
            out.flush();
        }
        return planned;
    }

    /** Replays what was planned, in the order of the letters of each source. */
    void run(DeadLetters letters, List<String> sources, Selection selection, List<LetterId> planned, boolean json)
            throws SettingsException {
        Set<LetterId> wanted = new HashSet<>(planned);
        Settings settings = Settings.read(given);
        RouteProperties properties = RouteProperties.load(settings.routesDir(), given);
        ConfiguredTopics topics = ConfiguredTopics.read(properties, settings.routesDir());
        try (ReplayRoutes routes = ReplayRoutes.start(settings, properties, topics);
                LetterReplay replay = begin(settings, Application.vendors(settings, properties), topics)) {
            letters.read(sources, selection.from(), letter -> {
                if (wanted.contains(letter.id())) {
                    tell(json, letter, replay.replay(letter, routes));
                }
            });
        }
        if (!json) {
            out.println(
                    left == 0 ? "Done: none of them is open." : left + " letters stay open; see the reasons above.");
        }
    }

    private LetterReplay begin(Settings settings, Set<String> vendors, ConfiguredTopics topics) {
        ClientSettings reading = settings.kafka().client(ClientUse.READING);
        List<KnownVersions> known = outdatedToo
                ? List.of()
                : topics.latest(vendors).stream()
                        .map(vendor -> new KnownVersions(vendor, reading, READING))
                        .toList();
        if (known.isEmpty() && !outdatedToo) {
            err.println(
                    "Latest state is off, so nobody knows what is newer on the topics: all letters are written, with their"
                            + " own ce_time.");
        }
        ReplayRules rules = new ReplayRules(
                topics.name("integration.replay.topic"),
                topics.name("integration.erasure.topic"),
                Set.of(topics.name("clio.dead_letter.topic"), topics.name("smokeball.dead_letter.topic")),
                topics.changeEntities(),
                known);
        return LetterReplay.begin(rules, settings.kafka().client(ClientUse.REPLAYING), reading, by, clock, patience);
    }

    private void tell(boolean json, DeadLetter letter, ReplayResult result) {
        if (result.end().isEmpty()) {
            left++;
            tell(json, letter.id(), "failed", List.of(), result.refusal());
            return;
        }
        Replay end = result.end().get();
        String words =
                switch (end.outcome()) {
                    case REPLAYED -> end.to().isEmpty() ? "its route lets it go nowhere" : "";
                    case OUTDATED -> "something newer, or the same, is there";
                    case ERASED -> "its record was erased";
                };
        tell(json, letter.id(), end.outcome().toString(), end.to(), words);
    }

    private void tell(boolean json, LetterId id, String outcome, List<String> to, String words) {
        out.println(json ? LetterView.outcomeJson(id, outcome, to, words) : text(id, outcome, to, words));
        out.flush();
    }

    private static String text(LetterId id, String outcome, List<String> to, String words) {
        String places = to.isEmpty() ? "" : " to " + String.join(", ", to);
        return TerminalText.line("%-18s %s%s%s".formatted(id, outcome, places, words.isEmpty() ? "" : ": " + words));
    }
}
