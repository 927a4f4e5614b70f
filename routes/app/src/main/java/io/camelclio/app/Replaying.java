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
import io.camelclio.kafka.latest.LatestTopics;
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
import java.util.stream.Collectors;

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
    private int gone;

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

    /** How many of the letters that are meant were not replayed: they are still open, or gone. */
    int left() {
        return left + gone;
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
            LetterView view = LetterView.of(letter, replays.of(letter).filter(end -> end.isFinal(outdatedToo)));
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

    /**
     * Replays what was planned, in the order of the letters of each source. What time has deleted since counts as left.
     */
    void run(DeadLetters letters, List<String> sources, Selection selection, List<LetterId> planned, boolean json)
            throws SettingsException {
        Set<LetterId> wanted = new HashSet<>(planned);
        Settings settings = Settings.read(given);
        RouteProperties properties = RouteProperties.load(settings.routesDir(), given);
        ConfiguredTopics topics = ConfiguredTopics.read(properties, settings.routesDir());
        try (ReplayRoutes routes = ReplayRoutes.start(settings, properties, topics);
                LetterReplay replay =
                        begin(settings, vendorsOf(planned, Application.vendors(settings, properties)), topics);
                TerminalProgress progress = TerminalProgress.of("letters", planned.size(), json)) {
            letters.read(sources, selection.from(), letter -> {
                if (wanted.remove(letter.id())) {
                    ReplayResult result = replay.replay(letter, routes);
                    progress.above(() -> tell(json, letter, result));
                    progress.step();
                }
            });
        }
        wanted.stream().sorted().forEach(id -> tell(json, id, "gone", List.of(), "time has deleted it since"));
        gone = wanted.size();
        if (!json) {
            if (left > 0 || gone == 0) {
                out.println(
                        left == 0
                                ? "Done: none of them is open."
                                : left + " letters stay open; see the reasons above.");
            }
            if (gone > 0) {
                out.println(
                        gone + " letters are gone: their topic keeps them no longer. What they held comes with the next"
                                + " change or whole read.");
            }
        }
    }

    /** Of what no letter comes nothing needs to be known. */
    private static Set<String> vendorsOf(List<LetterId> planned, Set<String> vendors) {
        return planned.stream().map(LetterId::source).filter(vendors::contains).collect(Collectors.toSet());
    }

    private LetterReplay begin(Settings settings, Set<String> vendors, ConfiguredTopics topics) {
        ClientSettings reading = settings.kafka().client(ClientUse.READING);
        List<KnownVersions> known = outdatedToo
                ? List.of()
                : topics.latest(vendors).stream()
                        .map(vendor -> new KnownVersions(vendor, reading, READING, most(topics, vendor)))
                        .toList();
        known.forEach(this::warnIfBehind);
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
                known,
                outdatedToo);
        return LetterReplay.begin(rules, settings.kafka().client(ClientUse.REPLAYING), reading, by, clock, patience);
    }

    private static int most(ConfiguredTopics topics, LatestTopics vendor) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                (long) topics.mostKnownRecords() * vendor.kinds().size());
    }

    private void warnIfBehind(KnownVersions known) {
        try {
            long behind = known.behind();
            if (behind > 0) {
                err.println(
                        "Latest state of " + known.vendor() + " has still to take " + behind
                                + " changes, so what is newer among them is not known here: an older version may be put behind it.");
            }
        } catch (IllegalStateException e) {
            err.println("Whether latest state of " + known.vendor()
                    + " is up to date cannot be told, so an older version may be put behind a newer one. "
                    + TerminalText.line(e.getMessage()));
        }
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
