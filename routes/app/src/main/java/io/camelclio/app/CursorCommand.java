package io.camelclio.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.app.cursor.Cursor;
import io.camelclio.app.cursor.Cursors;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.leadership.FencedException;
import io.camelclio.kafka.state.KafkaStateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how far each list has been read, sets one of these cursors, and has lists read again from a day on. */
@Command(name = "cursor", description = "Show or set how far each list has been read.")
class CursorCommand {

    private static final int FAILED = 1;
    private static final int WRONG_SET_UP = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_NAMED = 5;

    private final Given given;
    private final Question question;
    private final Clock clock = Clock.systemUTC();

    CursorCommand() {
        this(Given.toThisProcess(), Question.ON_TERMINAL);
    }

    CursorCommand(Given given, Question question) {
        this.given = given;
        this.question = question;
    }

    @Command(description = "Show all cursors. Times are the vendor's: everything up to then was read and is on Kafka.")
    int show(
            @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "Only those that begin so, as clio/us/.")
                    String prefix,
            @Option(names = "--json", description = "One JSON object for each cursor.") boolean json)
            throws InterruptedException {
        return withCursors(cursors -> {
            List<Cursor> shown = cursors.all().stream()
                    .filter(cursor -> prefix == null || cursor.name().startsWith(prefix))
                    .toList();
            for (Cursor cursor : shown) {
                System.out.println(json ? asJson(cursor) : "%-50s %s".formatted(cursor.name(), cursor.value()));
            }
            if (!json) {
                System.out.println(shown.size() + " cursors.");
            }
            return 0;
        });
    }

    @Command(
            description = {
                "Set one cursor. The application may run: whoever leads goes on from there.",
                "An earlier time has more read again; what is on the topics already comes again with its ce_id, but for"
                        + " lists that are compared with latest state, as Smokeball's are: of those only what differs. A"
                        + " later one leaves out what lies between."
            })
    int set(
            @Parameters(paramLabel = "NAME", description = "As 'cursor show' names it.") String name,
            @Parameters(
                            paramLabel = "TIME",
                            description = "Such as 2026-03-01T12:00:00Z, or 2026-03-01, or 'beginning'.")
                    String time,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Option(names = "--json", description = "One JSON object, with what it was set from and to.") boolean json)
            throws InterruptedException {
        return withCursors(cursors -> {
            Optional<Cursor> present = cursors.all().stream()
                    .filter(cursor -> cursor.name().equals(name))
                    .findFirst();
            if (present.filter(Cursor::isPlaceToReadFrom).isEmpty()) {
                System.err.println(
                        present.isEmpty()
                                ? "There is no cursor '" + name + "'; 'cursor show' names all"
                                : "'" + name + "' is no time to read from, but '"
                                        + present.get().value() + "', which only the application sets");
                return WRONG_SET_UP;
            }
            String value = time.equals("beginning")
                    ? Cursor.BEGINNING
                    : instant("TIME", time).toString();
            if (value.compareTo(clock.instant().toString()) > 0) {
                System.err.println(
                        "TIME is " + value + ", which is to come; what changes until then would not be read");
                return WRONG_SET_UP;
            }
            if (json) {
                System.out.println(asJson(present.get()).put("then", value));
            }
            return set(
                    cursors::setForAll,
                    List.of(new Cursor(name, value)),
                    "Set " + name + " from " + present.get().value() + " to " + value + "?",
                    yes,
                    json);
        });
    }

    /**
     * Has lists read again from a time on.
     *
     * @param wait how long to wait until they are; null not at all
     */
    int catchUp(String from, List<String> lists, boolean yes, boolean json, Duration wait) throws InterruptedException {
        return withCursors(cursors -> {
            Instant start = instant("--from", from);
            List<Cursor> all = cursors.all();
            List<Cursor> moved = new ArrayList<>();
            List<Cursor> before = new ArrayList<>();
            for (String list : lists) {
                List<Cursor> found = all.stream()
                        .filter(cursor -> cursor.isOf(list) && cursor.isPlaceToReadFrom())
                        .toList();
                if (found.isEmpty()) {
                    System.err.println(
                            "No list '" + list + "' was ever read here; 'cursor show' names all. A list that is"
                                    + " read whole each time needs no catch-up");
                    return WRONG_SET_UP;
                }
                for (Cursor cursor : found) {
                    boolean moves = cursor.time().filter(start::isBefore).isPresent();
                    if (moves) {
                        moved.add(new Cursor(cursor.name(), start.toString()));
                        before.add(cursor);
                    }
                    String then = moves ? start.toString() : cursor.value();
                    System.out.println(json ? asJson(cursor).put("then", then) : inWords(cursor, then));
                }
            }
            int exit = moved.isEmpty() ? 0 : set(cursors::set, moved, "Read these again?", yes, json);
            return exit != 0 || wait == null
                    ? exit
                    : awaited(new CatchUpWatch(cursors::all, before, clock), wait, json);
        });
    }

    private static int awaited(CatchUpWatch watch, Duration wait, boolean json) throws InterruptedException {
        try (TerminalProgress progress =
                TerminalProgress.of("lists read again", watch.missing().size(), json)) {
            progress.begin();
            watch.await(wait, PAUSE, read -> {
                if (json) {
                    System.out.println(asJson(read).put("read", true));
                }
                progress.step();
            });
        }
        if (!watch.missing().isEmpty()) {
            System.err.println("Not read again within " + wait + ": " + named(watch.missing())
                    + ". It goes on without this command, if the application runs and reads these lists; 'cursor show'"
                    + " shows how far");
            return FAILED;
        }
        if (!json) {
            System.out.println("All of it is read again.");
        }
        return 0;
    }

    /** A list under parents is as many as there are parents. */
    private static String named(Set<String> lists) {
        String first = lists.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return lists.size() <= MOST_NAMED ? first : first + " and " + (lists.size() - MOST_NAMED) + " more";
    }

    private static String inWords(Cursor cursor, String then) {
        return cursor.value().equals(then)
                ? cursor.name() + " stays at " + then + ", which is earlier"
                : cursor.name() + " goes back from " + cursor.value() + " to " + then;
    }

    private static ObjectNode asJson(Cursor cursor) {
        return JsonNodeFactory.instance.objectNode().put("name", cursor.name()).put("value", cursor.value());
    }

    private int set(Setting setting, List<Cursor> wanted, String asked, boolean yes, boolean json)
            throws InterruptedException {
        if (!yes && !question.isAnsweredWithYes(asked)) {
            System.err.println("Nothing is set. Without a terminal to ask on, say --yes");
            return WRONG_SET_UP;
        }
        setting.set(wanted);
        if (!json) {
            System.out.println(
                    "Set. Whoever leads goes on from there within seconds; one that is stopped does at its start.");
        }
        return 0;
    }

    private static Instant instant(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(option + " is '" + text
                    + "'; allowed is a day such as 2026-03-01, or a time such as" + " 2026-03-01T12:00:00Z");
        }
    }

    private int withCursors(Work work) throws InterruptedException {
        try {
            KafkaSettings kafka = Settings.kafkaOf(given);
            ConfiguredTopics topics = ConfiguredTopics.read(given);
            return work.on(new Cursors(kafka, topics));
        } catch (SettingsException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        } catch (KafkaStateException | KafkaException | FencedException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private interface Setting {
        void set(List<Cursor> wanted) throws InterruptedException;
    }

    private interface Work {
        int on(Cursors cursors) throws InterruptedException;
    }
}
