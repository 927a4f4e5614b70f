package io.camelclio.app.smokeball;

import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.EventMeaning;
import io.camelclio.app.smokeball.collection.EventMeaning.Read;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.testkit.smokeball.records.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What webhooks make of the changes at a played Smokeball: hints of records that come at once or late, twice, in another order
 * or never, beside some that somebody has made up. As on the topic of hints, one that is not done when another copy of the
 * application leads is handed over again.
 */
final class PlayedHints {

    /** How Smokeball's types of events name what the sandbox has. */
    private static final Map<String, String> WORDS =
            Map.of("contacts", "contact", "stagesets", "stageset", "fees", "fee", "roles", "roles", "memos", "memo");

    /** Other copies do what is not done by then. */
    private int term;

    private final PolledSmokeball polled;
    private final Random random;
    private final Events events;
    private final List<Hint> late = new ArrayList<>();
    private final List<Hint> undone = new ArrayList<>();
    private final Map<HintOutcome, Integer> told = new HashMap<>();
    private int seen;

    private record Hint(String entity, List<String> path, boolean deletion) {}

    PlayedHints(PolledSmokeball polled, Random random) throws SettingsException {
        this.polled = polled;
        this.random = random;
        this.events = Events.read(Optional.empty(), Collections.read(Optional.empty(), Optional.empty()));
    }

    /** What has changed since is told, and some of what is late comes. */
    void tell() {
        List<Change> changes = polled.sandbox.ledger().emitted();
        changes.subList(seen, changes.size()).forEach(change -> meaning(change).ifPresent(this::send));
        seen = changes.size();
        if (!late.isEmpty() && random.nextInt(4) == 0) {
            hand(late.remove(random.nextInt(late.size())));
        }
    }

    private Optional<Hint> meaning(Change change) {
        return Stream.of(change.kind().name().toLowerCase(Locale.ROOT), "updated")
                .map(kind -> WORDS.get(change.collection()) + "." + kind)
                .map(events::of)
                .flatMap(Optional::stream)
                .findFirst()
                .map(meaning -> new Hint(meaning.entity(), path(meaning, change), meaning.deletion()));
    }

    private static List<String> path(EventMeaning meaning, Change change) {
        List<String> path = new ArrayList<>(change.parents());
        if (meaning.read() == Read.RECORD) {
            path.add(change.id());
        }
        return path;
    }

    private void send(Hint hint) {
        switch (random.nextInt(6)) {
            case 0 -> {
                // It never comes.
            }
            case 1 -> late.add(hint);
            case 2 -> {
                hand(hint);
                late.add(hint);
            }
            default -> hand(hint);
        }
    }

    /** The body of a webhook is not signed: it may say of any record that it is deleted. */
    void makeUp(String entity, List<String> path) {
        hand(new Hint(entity, path, random.nextBoolean()));
    }

    private void hand(Hint hint) {
        undone.add(hint);
        handOver(hint);
    }

    private void handOver(Hint hint) {
        int now = term;
        Consumer<HintOutcome> done = outcome -> {
            told.merge(outcome, 1, Integer::sum);
            if (term == now) {
                undone.remove(hint);
            }
        };
        if (!polled.hints().readAgain(hint.entity(), hint.path(), hint.deletion(), done)) {
            done.accept(HintOutcome.NOT_POLLED);
        }
    }

    /** Another time of leading begins: what is not done comes again. */
    void handOverAgain() {
        term++;
        polled.hints().forgetHints();
        List.copyOf(undone).forEach(this::handOver);
    }

    /** All that is late comes now. */
    void settle() {
        late.forEach(this::hand);
        late.clear();
    }

    /** The entities of which something waits to be read again. */
    Set<String> waiting() {
        Set<String> entities = new TreeSet<>();
        undone.forEach(hint -> entities.add(hint.entity()));
        return entities;
    }

    /** How many became what. */
    int told(HintOutcome outcome) {
        return told.getOrDefault(outcome, 0);
    }
}
