package io.camelclio.app;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.TopicCheck;
import io.camelclio.app.letters.LetterSummary;
import io.camelclio.app.letters.LetterView;
import io.camelclio.app.letters.Selection;
import io.camelclio.app.letters.TerminalText;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.DeadLetters;
import io.camelclio.kafka.letters.LetterId;
import io.camelclio.kafka.letters.LettersException;
import io.camelclio.kafka.letters.Replays;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists dead letters, shows one, and replays a selection. Lists hold no value; nothing is written before somebody has said
 * yes.
 */
@Command(name = "dead-letters", description = "List, show and replay what could not be processed.")
class DeadLettersCommand {

    private static final int OPEN = 1;
    private static final int WRONG_SET_UP = 2;

    /** A replay that begins may have to wait until Kafka has aborted what a killed one has left open. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Given given;
    private final Question question;
    private final Duration patience;
    private final Clock clock = Clock.systemUTC();

    @Spec
    private CommandSpec spec;

    DeadLettersCommand() {
        this(Given.toThisProcess(), Question.ON_TERMINAL, PATIENCE);
    }

    /** @param patience the longest time without an answer of Kafka's */
    DeadLettersCommand(Given given, Question question, Duration patience) {
        this.given = given;
        this.question = question;
        this.patience = patience;
    }

    /** What the commands that choose letters have in common. */
    static final class Choice {

        @Option(
                names = "--source",
                description = "Whose: clio, smokeball. May be given several times; all that have a topic by default.")
        private List<String> sources = new ArrayList<>();

        @Option(
                names = "--reason",
                description = "Why: unreadable_record, record_too_large, not_serialisable, route_failed. May be given"
                        + " several times.")
        private List<String> reasons = new ArrayList<>();

        @Option(
                names = "--entity",
                description = "Of which kind of record, such as clio.contact. May be given several times.")
        private List<String> entities = new ArrayList<>();

        @Option(names = "--newer-than", description = "A time (2026-11-22T08:00:00Z), or how long ago (PT2H, P3D).")
        private String newerThan;

        @Option(names = "--older-than", description = "Likewise.")
        private String olderThan;

        @Option(names = "--json", description = "A line of JSON for each letter, for scripts.")
        private boolean json;
    }

    @Command(description = "Show how many letters there are of which sort, and the newest of them. No values.")
    int list(
            @Mixin Choice choice,
            @Option(names = "--open", description = "Only those of which nothing has become yet.") boolean open,
            @Option(
                            names = "--limit",
                            defaultValue = "20",
                            description = "How many are shown by themselves, ${DEFAULT-VALUE} by default.")
                    int limit) {
        return guarded(() -> {
            if (limit < 0 || limit > 100_000) {
                throw new IllegalArgumentException("Option --limit is " + limit + "; allowed are 0 to 100000");
            }
            Selection selection = selection(choice, List.of());
            Box box = box(choice.sources);
            Replays replays = box.letters().replays();
            LetterSummary summary = new LetterSummary(limit);
            box.letters().read(box.sources(), selection.from(), letter -> {
                if (selection.contains(letter) && !(open && replays.of(letter).isPresent())) {
                    LetterView view = LetterView.of(letter, replays.of(letter));
                    if (choice.json) {
                        out().println(view.json());
                    } else {
                        summary.add(view);
                    }
                }
            });
            if (!choice.json) {
                summary.lines().forEach(out()::println);
            }
            return 0;
        });
    }

    @Command(description = "Show one letter whole: its reason, headers and value.")
    int show(
            @Parameters(paramLabel = "ID", description = "As 'list' shows it, such as clio-0-17.") String id,
            @Option(names = "--json", description = "As one line of JSON.") boolean json) {
        return guarded(() -> {
            LetterId wanted = LetterId.parse(id);
            Box box = box(List.of(wanted.source()));
            Optional<DeadLetter> found = box.letters().find(wanted);
            if (found.isEmpty()) {
                err().println("There is no dead letter " + wanted
                        + "; it may be older than its topic keeps them. 'dead-letters"
                        + " list' shows those that are there");
                return WRONG_SET_UP;
            }
            LetterView view = LetterView.of(found.get(), box.letters().replays().of(found.get()));
            if (json) {
                out().println(view.jsonOfAll(found.get()));
            } else {
                show(view, found.get());
            }
            return 0;
        });
    }

    private void show(LetterView view, DeadLetter letter) {
        line("letter", view.id().toString());
        line("state", view.state());
        view.end().ifPresent(end -> {
            line("closed", end.at() + " by " + end.by());
            end.to().forEach(place -> line("is now", place));
        });
        if (view.end().isEmpty() && !view.prospect().isGood()) {
            line("cannot be replayed", view.prospect().hindrance());
            line("instead", view.prospect().remedy());
        }
        line("kept at", letter.keptAt().toString());
        line("key", letter.key() == null ? "none" : letter.key());
        letter.headers().forEach(this::line);
        out().println();
        out().println(
                        letter.value() == null
                                ? "(no value)"
                                : TerminalText.block(new String(letter.value(), StandardCharsets.UTF_8)));
    }

    private void line(String name, String value) {
        out().printf("%-18s  %s%n", TerminalText.line(name), TerminalText.line(value));
    }

    @Command(
            description =
                    "Put letters where they belong, by the route that they took, each once. Needs the application's own"
                            + " settings. Asks first.")
    int replay(
            @Mixin Choice choice,
            @Parameters(paramLabel = "ID", arity = "0..*", description = "Letters by name, such as clio-0-17.")
                    List<String> ids,
            @Option(names = "--all", description = "All that are open.") boolean all,
            @Option(
                            names = "--outdated",
                            description =
                                    "Also those of whose record something newer is there, for readers who want every"
                                            + " version and go by ce_time.")
                    boolean outdated,
            @Option(names = "--by", description = "Who replays, for the audit trail; this computer's user by default.")
                    String by,
            @Option(names = "--dry-run", description = "Show what would be replayed, and replay nothing.")
                    boolean dryRun,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return guarded(() -> {
            Selection selection = selection(choice, ids == null ? List.of() : ids);
            if (selection.isUnlimited() && choice.sources.isEmpty() && !all) {
                throw new IllegalArgumentException(
                        "Name what to replay: ids, --reason, --entity, --source, --older-than, --newer-than, or --all");
            }
            Replaying replaying = new Replaying(
                    given, clock, patience, by == null ? System.getProperty("user.name") : by, outdated, out(), err());
            Box box = box(choice.sources);
            List<LetterId> planned = replaying.plan(box.letters(), box.sources(), selection, choice.json);
            if (planned.isEmpty() || dryRun) {
                return replaying.left() == 0 ? 0 : OPEN;
            }
            if (!yes && !question.isAnsweredWithYes("Replay " + planned.size() + " letters?")) {
                err().println("Nothing is replayed. Without a terminal to ask on, say --yes");
                return WRONG_SET_UP;
            }
            replaying.run(box.letters(), box.sources(), selection, planned, choice.json);
            return replaying.left() == 0 ? 0 : OPEN;
        });
    }

    private Selection selection(Choice choice, List<String> ids) {
        Selection selection =
                Selection.of(ids, choice.reasons, choice.entities, choice.newerThan, choice.olderThan, clock);
        Instant from = selection.from();
        if (from != null && selection.before() != null && !from.isBefore(selection.before())) {
            throw new IllegalArgumentException("Options --newer-than and --older-than leave no time between them");
        }
        return selection;
    }

    private Box box(List<String> sources) throws SettingsException {
        KafkaSettings kafka = Settings.kafkaOf(given);
        ConfiguredTopics topics = ConfiguredTopics.read(given);
        return Box.of(kafka, topics, sources, patience);
    }

    /** The dead letters that are meant. */
    private record Box(DeadLetters letters, List<String> sources) {

        static Box of(KafkaSettings kafka, ConfiguredTopics topics, List<String> wanted, Duration patience)
                throws SettingsException {
            Map<String, String> all = new TreeMap<>();
            for (String vendor : Settings.VENDORS) {
                all.put(vendor, topics.name(vendor + ".dead_letter.topic"));
            }
            List<String> unknown =
                    wanted.stream().filter(source -> !all.containsKey(source)).toList();
            if (!unknown.isEmpty()) {
                throw new SettingsException(List.of("There is no source '" + TerminalText.line(unknown.get(0))
                        + "'; allowed are " + String.join(", ", all.keySet())));
            }
            List<String> sources = wanted.isEmpty()
                    ? existing(kafka, all)
                    : wanted.stream().distinct().toList();
            return new Box(
                    new DeadLetters(
                            all, topics.name("integration.replay.topic"), kafka.client(ClientUse.READING), patience),
                    sources);
        }

        /** A vendor that was never on has no topic. Where none has, the first is named as missing. */
        private static List<String> existing(KafkaSettings kafka, Map<String, String> all) {
            try (ClusterTopics cluster = TopicCheck.open(kafka)) {
                Map<String, Integer> there = cluster.partitions(all.values());
                List<String> sources = all.keySet().stream()
                        .filter(source -> there.containsKey(all.get(source)))
                        .toList();
                return sources.isEmpty() ? List.copyOf(all.keySet()) : sources;
            }
        }
    }

    private int guarded(Work work) {
        try {
            return work.run();
        } catch (SettingsException | TopicException | IllegalArgumentException e) {
            err().println(e.getMessage());
            return WRONG_SET_UP;
        } catch (LettersException e) {
            err().println(e.getMessage());
            return OPEN;
        } finally {
            out().flush();
            err().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private interface Work {
        int run() throws SettingsException;
    }
}
