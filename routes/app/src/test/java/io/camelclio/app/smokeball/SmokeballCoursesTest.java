package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.smokeball.PolledSmokeball.Crash;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.listing.RowOrder;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens at Smokeball, on the way and to the process: after the next sweeps the latest state is Smokeball's own.
 * The courses of events are drawn at random, each from a seed that a failure names.
 */
class SmokeballCoursesTest {

    /** One of each kind, and where the sandbox has it. */
    private static final Map<String, String> COLLECTIONS = new TreeMap<>(Map.of(
            "contact", "contacts",
            "stage_set", "stagesets",
            "bank_account", "bankaccounts",
            "fee", "fees",
            "role", "roles",
            "memo", "memos",
            "event_reminders", "reminders"));

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void latestStateIsSmokeballsAfterTheNextSweeps() throws Exception {
        assertThat(lost(1, 3)).isZero();
    }

    @Test
    @Tag("full")
    void latestStateIsSmokeballsAfterManyCourses() throws Exception {
        assertThat(lost(1_000, 100)).isZero();
    }

    private static int lost(int firstSeed, int courses) throws Exception {
        int lost = 0;
        int records = 0;
        int crashes = 0;
        for (int seed = firstSeed; seed < firstSeed + courses; seed++) {
            try (Course course = new Course(seed)) {
                course.run();
                lost += course.lost();
                records += course.records;
                crashes += course.crashes;
            }
        }
        System.out.printf("%d courses, %d records, %d crashes, %d lost%n", courses, records, crashes, lost);
        return lost;
    }

    /** One course of events. */
    private static final class Course implements AutoCloseable {

        private static final int STEPS = 40;

        private final int seed;
        private final Random random;
        private final PolledSmokeball polled;
        private final SmokeballSandbox sandbox;
        private final List<String> matters;
        private final List<String> events;
        private final Set<String> restricted = new HashSet<>();
        private int untilCrash = -1;
        private int records;
        private int crashes;

        Course(int seed) throws Exception {
            this.seed = seed;
            this.random = new Random(seed);
            RowOrder order = RowOrder.values()[random.nextInt(3)];
            SmokeballSandbox.Builder builder =
                    SmokeballSandbox.builder().unlimited().seed(seed).rowOrder(order);
            polled = new PolledSmokeball(random.nextBoolean() ? builder : builder.updatedSinceIsExclusive());
            sandbox = polled.sandbox;
            sandbox.lists().limitIsEchoed(random.nextInt(4) > 0);
            sandbox.lists().sizeError(random.nextInt(3) - 1);
            matters = new ArrayList<>(sandbox.collection("matters").addAll(4));
            events = sandbox.collection("events").addAll(3);
            // No list is ever empty altogether: that looks like a permission that was taken away.
            for (int i = 0; i < 6; i++) {
                COLLECTIONS.values().forEach(collection -> places(collection).forEach(SmokeballRecords::add));
            }
            polled.beforeCall(this::meanwhile);
        }

        void run() throws Exception {
            for (int step = 0; step < STEPS; step++) {
                polled.pageSize(1 + random.nextInt(5));
                polled.clock.advance(Duration.ofSeconds(random.nextInt(5_000)));
                change();
                mishap();
                poll(any(COLLECTIONS.keySet()));
            }
            settle();
        }

        /** All is well from now on; a deletion that nothing tells of takes two whole reads. */
        private void settle() throws Exception {
            untilCrash = -1;
            polled.beforeCall(() -> {});
            polled.refuse(message -> false);
            sandbox.faults().clear();
            restricted.forEach(sandbox.parents()::admit);
            for (int sweep = 0; sweep < 3; sweep++) {
                polled.clock.advance(PolledSmokeball.SWEEP);
                for (String entity : COLLECTIONS.keySet()) {
                    polled.poll(entity);
                }
            }
        }

        private void poll(String entity) throws Exception {
            untilCrash = random.nextInt(4) == 0 ? random.nextInt(12) : -1;
            try {
                polled.poll(entity);
            } catch (Crash e) {
                crashes++;
                polled.crash();
            } catch (SmokeballException | MalformedRecordException e) {
                // The next poll goes on.
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
        }

        private void mishap() {
            switch (random.nextInt(8)) {
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
                default -> {}
            }
        }

        private void change() {
            String collection = any(COLLECTIONS.values());
            SmokeballRecords place = any(places(collection));
            if (random.nextInt(12) == 0) {
                String matter = sandbox.collection("matters").add().id();
                matters.add(matter);
                COLLECTIONS.values().stream()
                        .filter(Course::isOfMatters)
                        .map(name -> sandbox.collection(name).under(matter))
                        .forEach(list -> list.addAll(3));
                return;
            }
            List<String> present = present(collection, place);
            String one = any(present);
            switch (random.nextInt(6)) {
                case 0 -> place.add();
                case 1 -> {
                    if (present.size() > 2) {
                        place.vanish(one);
                    }
                }
                case 2 -> {
                    if (present.size() > 2) {
                        place.delete(one);
                    }
                }
                default -> place.update(one, "{}");
            }
        }

        /** The ids that are still in the list. */
        private List<String> present(String collection, SmokeballRecords place) {
            Set<String> there = new HashSet<>();
            sandbox.ledger().state(collection).forEach((key, bytes) -> {
                if (!isDeleted(bytes)) {
                    there.add(key.id());
                }
            });
            return place.all().stream().filter(there::contains).toList();
        }

        private List<SmokeballRecords> places(String collection) {
            SmokeballRecords all = sandbox.collection(collection);
            if (collection.equals("reminders")) {
                return events.stream().map(all::under).toList();
            }
            return isOfMatters(collection) ? matters.stream().map(all::under).toList() : List.of(all);
        }

        private static boolean isOfMatters(String collection) {
            return Set.of("fees", "roles", "memos").contains(collection);
        }

        private <T> T any(java.util.Collection<T> of) {
            return new ArrayList<>(of).get(random.nextInt(of.size()));
        }

        /** Records whose latest state is missing, outdated or should be gone. */
        int lost() {
            int lost = 0;
            for (Map.Entry<String, String> collection : COLLECTIONS.entrySet()) {
                Map<String, String> expected = expected(collection.getKey(), collection.getValue());
                Map<String, String> latest = polled.topic.latest(collection.getKey());
                if (collection.getKey().equals("event_reminders")) {
                    expected.replaceAll((key, array) -> inOrder(array));
                    latest.replaceAll((key, array) -> inOrder(array));
                }
                records += expected.size();
                Set<String> keys = new HashSet<>(expected.keySet());
                keys.addAll(latest.keySet());
                for (String key : keys) {
                    if (!String.valueOf(expected.get(key)).equals(latest.get(key))) {
                        lost++;
                        System.out.printf(
                                "Seed %d: %s %s is %s, not %s%n",
                                seed, collection.getKey(), key, latest.get(key), expected.get(key));
                    }
                }
            }
            return lost;
        }

        private Map<String, String> expected(String entity, String collection) {
            Map<String, String> expected = new TreeMap<>();
            if (entity.equals("event_reminders")) {
                events.forEach(event -> expected.put("us/" + event, "[]"));
            }
            sandbox.ledger().state(collection).forEach((key, bytes) -> {
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
            } catch (java.io.IOException e) {
                throw new IllegalStateException("The sandbox shows an array that is no JSON");
            }
        }

        private static boolean isDeleted(byte[] record) {
            try {
                return JSON.readTree(record).path("isDeleted").asBoolean();
            } catch (java.io.IOException e) {
                throw new IllegalStateException("The sandbox shows a record that is no JSON");
            }
        }

        @Override
        public void close() {
            polled.close();
        }
    }
}
