package io.camelclio.app.smokeball;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.PolledSmokeball.Crash;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.listing.RowOrder;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One course of events, drawn from a seed: records are made, changed, moved and deleted while pages of them are read, webhooks
 * hint at them, requests fail, copies of the application crash or take over. At its end all is well, and swept.
 */
final class SmokeballCourse implements AutoCloseable {

    /** One of each kind, and where the sandbox has it. */
    private static final Map<String, String> COLLECTIONS = new TreeMap<>(Map.of(
            "contact", "contacts",
            "stage_set", "stagesets",
            "bank_account", "bankaccounts",
            "fee", "fees",
            "role", "roles",
            "memo", "memos",
            "event_reminders", "reminders"));

    private static final List<String> OF_MATTERS = List.of("fees", "roles", "memos");

    /** What has an id of its own wherever it stands. */
    private static final Set<String> MOVABLE = Set.of("fees", "memos");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 40;
    private static final int MOST_POLLS = 200;

    private final int seed;
    private final Random random;
    private final PolledSmokeball polled;
    private final SmokeballSandbox sandbox;
    private final PlayedHints hints;
    private final List<String> matters;
    private final List<String> events;
    private final Set<String> restricted = new HashSet<>();
    private int untilCrash = -1;
    private boolean takenOver;
    private int crashes;
    private int takeovers;
    private int moves;

    /** The records of a collection that stand under the same parents. */
    private record Place(SmokeballRecords records, List<String> parents) {}

    SmokeballCourse(int seed) throws Exception {
        this.seed = seed;
        this.random = new Random(seed);
        RowOrder order = RowOrder.values()[random.nextInt(3)];
        SmokeballSandbox.Builder builder =
                SmokeballSandbox.builder().unlimited().seed(seed).rowOrder(order);
        polled = new PolledSmokeball(random.nextBoolean() ? builder : builder.updatedSinceIsExclusive());
        polled.period(random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(30));
        sandbox = polled.sandbox;
        sandbox.lists().limitIsEchoed(random.nextInt(4) > 0);
        sandbox.lists().sizeError(random.nextInt(3) - 1);
        hints = new PlayedHints(polled, random);
        matters = new ArrayList<>(sandbox.collection("matters").addAll(4));
        events = sandbox.collection("events").addAll(3);
        // No list is ever empty altogether: that looks like a permission that was taken away.
        COLLECTIONS.values().forEach(collection -> places(collection)
                .forEach(place -> place.records().addAll(6)));
        polled.beforeCall(this::meanwhile);
        polled.beforeRecord(this::takeOverNowAndThen);
    }

    void run() throws Exception {
        for (int step = 0; step < STEPS; step++) {
            polled.pageSize(1 + random.nextInt(5));
            polled.clock.advance(Duration.ofSeconds(random.nextInt(5_000)));
            change();
            mishap();
            Set<String> hintedAt = hints.waiting();
            poll(any(hintedAt.isEmpty() || random.nextBoolean() ? COLLECTIONS.keySet() : hintedAt));
        }
        settle();
    }

    /** All is well from now on; a deletion that nothing tells of takes two whole reads after the one under way. */
    private void settle() throws Exception {
        untilCrash = -1;
        polled.beforeCall(() -> {});
        polled.beforeRecord(() -> {});
        polled.refuse(message -> false);
        sandbox.faults().clear();
        restricted.forEach(sandbox.parents()::admit);
        followHints();
        for (int sweep = 0; sweep < 3; sweep++) {
            polled.clock.advance(PolledSmokeball.SWEEP);
            for (String entity : COLLECTIONS.keySet()) {
                polled.poll(entity);
            }
        }
    }

    /** Until each is done: one that waits takes a turn of the sweeps. */
    private void followHints() throws Exception {
        hints.settle();
        for (int polls = 0; !hints.waiting().isEmpty(); polls++) {
            if (polls > MOST_POLLS) {
                throw new AssertionError("Seed " + seed + ": hints at " + hints.waiting() + " are never done");
            }
            polled.clock.advance(Duration.ofMinutes(1));
            polled.poll(any(hints.waiting()));
        }
    }

    private void poll(String entity) throws SettingsException {
        untilCrash = random.nextInt(4) == 0 ? random.nextInt(12) : -1;
        try {
            polled.poll(entity);
        } catch (Crash e) {
            crashes++;
            polled.crash();
            hints.handOverAgain();
        } catch (SmokeballException | MalformedRecordException e) {
            // The next poll goes on.
        } catch (SettingsException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("Seed " + seed, e);
        }
    }

    /** Before each call: the firm works on while pages are read. */
    private void meanwhile() {
        if (random.nextInt(5) == 0) {
            change();
        }
        if (untilCrash-- == 0) {
            throw new Crash();
        }
        takeOverNowAndThen();
    }

    /** The copy that polls stands still while another one leads, and perhaps leads again when it goes on. */
    private void takeOverNowAndThen() {
        if (takenOver || random.nextInt(60) != 0) {
            return;
        }
        takenOver = true;
        try {
            takeOver();
            poll(any(COLLECTIONS.keySet()));
            change();
            if (random.nextBoolean()) {
                takeOver();
            }
        } catch (SettingsException e) {
            throw new AssertionError("Seed " + seed, e);
        } finally {
            untilCrash = -1;
            takenOver = false;
        }
    }

    private void takeOver() throws SettingsException {
        takeovers++;
        polled.takeOver();
        hints.handOverAgain();
    }

    private void mishap() {
        switch (random.nextInt(9)) {
            case 0 -> {
                String matter = any(matters);
                restricted.add(matter);
                sandbox.parents().refuse(matter, random.nextBoolean() ? 403 : 404);
            }
            case 1 -> restricted.forEach(sandbox.parents()::admit);
            case 2 -> sandbox.faults().answerNext(1 + random.nextInt(3), random.nextBoolean() ? 500 : 504);
            case 3 -> sandbox.faults().halveNext(1, path -> true);
            case 4 -> {
                int one = random.nextInt(6);
                int[] seen = {0};
                polled.refuse(message -> seen[0]++ == one);
            }
            case 5 -> makeUpAHint();
            default -> {}
        }
    }

    private void makeUpAHint() {
        String entity = any(List.of("contact", "stage_set", "fee", "memo"));
        Place place = any(places(COLLECTIONS.get(entity)));
        Place pretended = any(places(COLLECTIONS.get(entity)));
        List<String> path = new ArrayList<>(pretended.parents());
        path.add(any(place.records().all()));
        hints.makeUp(entity, path);
    }

    private void change() {
        // Two states of one record at one time would be one version of it.
        polled.clock.advance(Duration.ofSeconds(1));
        String collection = any(COLLECTIONS.values());
        if (random.nextInt(12) == 0) {
            String matter = sandbox.collection("matters").add().id();
            matters.add(matter);
            OF_MATTERS.forEach(name -> sandbox.collection(name).under(matter).addAll(3));
        } else {
            change(collection, any(places(collection)));
        }
        hints.tell();
    }

    private void change(String collection, Place place) {
        List<String> present = present(collection, place);
        String one = any(present);
        boolean enough = present.size() > 2;
        switch (random.nextInt(7)) {
            case 0 -> place.records().add();
            case 1 -> {
                if (enough) {
                    place.records().vanish(one);
                }
            }
            case 2 -> {
                if (enough) {
                    place.records().delete(one);
                }
            }
            case 3 -> {
                if (enough && MOVABLE.contains(collection)) {
                    move(one, place, any(places(collection)));
                }
            }
            default -> place.records().update(one, "{}");
        }
    }

    private void move(String id, Place from, Place to) {
        moves++;
        from.records().vanish(id);
        if (to.records().all().contains(id)) {
            to.records().restore(id);
        } else {
            to.records().addAs(id, "{}");
        }
    }

    /** The ids that are still in the list. */
    private List<String> present(String collection, Place place) {
        Set<String> there = sandbox.ledger().state(collection).entrySet().stream()
                .filter(record -> record.getKey().parents().equals(place.parents()))
                .filter(record -> !isDeleted(record.getValue()))
                .map(record -> record.getKey().id())
                .collect(toCollection(HashSet::new));
        return place.records().all().stream().filter(there::contains).toList();
    }

    private List<Place> places(String collection) {
        SmokeballRecords all = sandbox.collection(collection);
        List<String> parents = collection.equals("reminders") ? events : matters;
        return collection.equals("reminders") || OF_MATTERS.contains(collection)
                ? parents.stream()
                        .map(parent -> new Place(all.under(parent), List.of(parent)))
                        .toList()
                : List.of(new Place(all, List.of()));
    }

    private <T> T any(java.util.Collection<T> of) {
        List<T> sorted = new ArrayList<>(of);
        return sorted.get(random.nextInt(sorted.size()));
    }

    /** What the latest state should be, by entity and key. */
    private Map<String, String> expected(String entity) {
        Map<String, String> expected = new TreeMap<>();
        if (entity.equals("event_reminders")) {
            events.forEach(event -> expected.put("us/" + event, "[]"));
        }
        sandbox.ledger().state(COLLECTIONS.get(entity)).forEach((key, bytes) -> {
            String text = new String(bytes);
            if (entity.equals("event_reminders")) {
                expected.merge(
                        "us/" + key.parents().get(0),
                        "[" + text + "]",
                        (all, more) -> all.length() == 2
                                ? more
                                : all.substring(0, all.length() - 1) + "," + more.substring(1));
            } else if (!isDeleted(bytes)) {
                expected.put("us/" + keyOf(entity, key), text);
            }
        });
        return expected;
    }

    /** Records whose latest state is missing, outdated or should be gone, told in a line each. */
    int lost() {
        int lost = 0;
        for (String entity : COLLECTIONS.keySet()) {
            Map<String, String> expected = expected(entity);
            Map<String, String> latest = polled.topic.latest(entity);
            if (entity.equals("event_reminders")) {
                expected.replaceAll((key, array) -> inOrder(array));
                latest.replaceAll((key, array) -> inOrder(array));
            }
            Set<String> keys = new TreeSet<>(expected.keySet());
            keys.addAll(latest.keySet());
            for (String key : keys) {
                if (!String.valueOf(expected.get(key)).equals(latest.get(key))) {
                    lost++;
                    System.out.printf(
                            "Seed %d: %s %s is %s, not %s%n", seed, entity, key, latest.get(key), expected.get(key));
                }
            }
        }
        return lost;
    }

    int records() {
        return COLLECTIONS.keySet().stream()
                .mapToInt(entity -> expected(entity).size())
                .sum();
    }

    int crashes() {
        return crashes;
    }

    int takeovers() {
        return takeovers;
    }

    int moves() {
        return moves;
    }

    PlayedHints hints() {
        return hints;
    }

    private static String keyOf(String entity, RecordKey key) {
        return entity.equals("role") ? key.parents().get(0) + "/" + key.id() : key.id();
    }

    /** The sandbox shows rows in an order of its own. */
    private static String inOrder(String array) {
        try {
            return JSON.readTree(array)
                    .valueStream()
                    .map(String::valueOf)
                    .sorted()
                    .toList()
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException("The sandbox shows an array that is no JSON", e);
        }
    }

    private static boolean isDeleted(byte[] record) {
        try {
            return JSON.readTree(record).path("isDeleted").asBoolean();
        } catch (IOException e) {
            throw new IllegalStateException("The sandbox shows a record that is no JSON", e);
        }
    }

    @Override
    public void close() {
        polled.close();
    }
}
