package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application on a real broker while Smokeball's records change, move and vanish, requests fail and it is started anew in
 * the middle of reads: what is on the topics in the end, read from their beginning, is what Smokeball has. What happens is
 * drawn at random, each course from a seed that a failure names.
 */
@ExtendWith(SharedBridge.class)
class SmokeballHistoriesTest {

    /** One of each kind, and where the sandbox has it. */
    private static final Map<String, String> COLLECTIONS = new TreeMap<>(
            Map.of("contact", "contacts", "bank_account", "bankaccounts", "fee", "fees", "role", "roles"));

    private static final Set<String> UNDER_MATTERS = Set.of("fees", "roles");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    @Tag("full")
    void topicsHoldWhatSmokeballHasAfterTheNextSweeps(EmbeddedKafka kafka) throws Exception {
        course(kafka, 1, 3);
    }

    @Test
    @Tag("full")
    void topicsHoldWhatSmokeballHasAfterManyLongCourses(EmbeddedKafka kafka) throws Exception {
        for (int seed = 100; seed < 108; seed++) {
            course(kafka, seed, 20);
        }
    }

    private void course(EmbeddedKafka kafka, int seed, int steps) throws Exception {
        Path own = Files.createDirectory(folder.resolve(String.valueOf(seed)));
        OwnRoutes smallPages = OwnRoutes.copiedTo(own)
                .replace("camel/smokeball.camel.yaml", "defaultValue: \"500\"", "defaultValue: \"3\"");
        Bridge.Builder builder = Bridge.on(kafka)
                .smokeball(settings -> settings.unlimited().seed(seed))
                .collections(String.join(",", COLLECTIONS.keySet()))
                .latestState()
                .sweepEvery(Duration.ofSeconds(1))
                .routesDir(smallPages.folder());
        Firm firm = new Firm(builder.playedSmokeball(), new Random(seed));
        try (Bridge bridge = builder.start()) {
            for (int step = 0; step < steps; step++) {
                firm.works();
                firm.hasAMishap();
                awaitRequests(bridge, 12);
                if (step % 2 == 1) {
                    bridge.restart();
                }
            }
            firm.isWellAgain();
            Map<String, String> expected = firm.state(bridge);
            await("seed " + seed + ": the topics hold what Smokeball has")
                    .atMost(Bridge.PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(fold(bridge)).isEqualTo(expected));
            assertOneIdentityForEachState(bridge, seed);
            System.out.printf(
                    "Seed %d: %d records, %d changes on the topics%n",
                    seed, expected.size(), bridge.records().size());
        }
    }

    private static void awaitRequests(Bridge bridge, int more) {
        int before = bridge.smokeball().requests().entries().size();
        await("requests")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().requests().entries().size() >= before + more);
    }

    /** The newest change of each key that is no deletion. */
    private static Map<String, String> fold(Bridge bridge) {
        Map<String, String> state = new TreeMap<>();
        bridge.records().forEach(record -> {
            String name = record.topic() + " " + record.key();
            if (record.header("ce_type").endsWith(".deleted.v1")) {
                state.remove(name);
            } else {
                state.put(name, record.valueAsText());
            }
        });
        return state;
    }

    /** Who drops the ids that it has seen drops repeats, and nothing else. */
    private static void assertOneIdentityForEachState(Bridge bridge, int seed) {
        Map<String, String> idByState = new HashMap<>();
        Map<String, String> stateById = new HashMap<>();
        for (Landed record : bridge.records()) {
            if (record.header("ce_type").endsWith(".changed.v1")) {
                String state = record.topic() + " " + record.key() + " " + record.valueAsText();
                assertThat(idByState.merge(state, record.id(), (first, again) -> first))
                        .as("seed %d: the id of %s", seed, state)
                        .isEqualTo(record.id());
                assertThat(stateById.merge(record.id(), state, (first, again) -> first))
                        .as("seed %d: the state with the id %s", seed, record.id())
                        .isEqualTo(state);
            }
        }
    }

    /** A firm at Smokeball to which things happen. */
    private static final class Firm {

        private final SmokeballSandbox sandbox;
        private final Random random;
        private final List<String> matters;
        private final Set<String> restricted = new HashSet<>();

        Firm(SmokeballSandbox sandbox, Random random) {
            this.sandbox = sandbox;
            this.random = random;
            this.matters = sandbox.collection("matters").addAll(3);
            COLLECTIONS.values().forEach(collection -> places(collection)
                    .forEach(place -> place.records().addAll(5)));
        }

        void works() {
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                change(any(List.copyOf(COLLECTIONS.values())));
            }
        }

        private void change(String collection) {
            Place where = any(places(collection));
            SmokeballRecords place = where.records();
            List<String> present = present(collection, where);
            if (present.size() < 3) {
                place.addAll(2);
                return;
            }
            String one = any(present);
            switch (random.nextInt(6)) {
                case 0 -> place.add();
                case 1 -> place.vanish(one);
                case 2 -> {
                    if (collection.equals("contacts") || collection.equals("fees")) {
                        place.delete(one);
                    }
                }
                case 3 -> {
                    if (collection.equals("fees")) {
                        place.vanish(one);
                        move(one, any(places(collection)).records());
                    }
                }
                default -> place.update(one, "{}");
            }
        }

        /** One that was there before comes back. */
        private static void move(String id, SmokeballRecords place) {
            try {
                place.addAs(id, "{}");
            } catch (IllegalArgumentException e) {
                place.restore(id);
            }
        }

        void hasAMishap() {
            switch (random.nextInt(5)) {
                case 0 -> sandbox.faults().answerNext(1 + random.nextInt(2), 429, Firm::isOfTheApi);
                case 1 -> sandbox.faults().answerNext(1, random.nextBoolean() ? 500 : 504, Firm::isOfTheApi);
                case 2 -> sandbox.faults().dropNext(1, Firm::isOfTheApi);
                case 3 -> {
                    String matter = any(matters);
                    restricted.add(matter);
                    sandbox.parents().refuse(matter, 403);
                }
                default -> restricted.forEach(sandbox.parents()::admit);
            }
        }

        private static boolean isOfTheApi(String path) {
            return !path.startsWith("/oauth2");
        }

        void isWellAgain() {
            sandbox.faults().clear();
            restricted.forEach(sandbox.parents()::admit);
        }

        /** As the topics should say it. */
        Map<String, String> state(Bridge bridge) {
            Map<String, String> state = new TreeMap<>();
            COLLECTIONS.forEach(
                    (entity, collection) -> sandbox.ledger().state(collection).forEach((key, bytes) -> {
                        if (!isDeleted(bytes)) {
                            state.put(
                                    "smokeball." + entity + ".v1 " + bridge.key(idOf(entity, key)),
                                    new String(bytes, StandardCharsets.UTF_8));
                        }
                    }));
            return state;
        }

        private static String idOf(String entity, RecordKey key) {
            return entity.equals("role") ? key.parents().get(0) + "/" + key.id() : key.id();
        }

        private List<String> present(String collection, Place place) {
            Set<String> there = new HashSet<>();
            sandbox.ledger().state(collection).forEach((key, bytes) -> {
                if (!isDeleted(bytes) && key.parents().equals(place.parents())) {
                    there.add(key.id());
                }
            });
            return place.records().all().stream().filter(there::contains).toList();
        }

        private List<Place> places(String collection) {
            SmokeballRecords all = sandbox.collection(collection);
            return UNDER_MATTERS.contains(collection)
                    ? matters.stream()
                            .map(matter -> new Place(all.under(matter), List.of(matter)))
                            .toList()
                    : List.of(new Place(all, List.of()));
        }

        /** The records of a collection that stand under the same parents. */
        private record Place(SmokeballRecords records, List<String> parents) {}

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private static boolean isDeleted(byte[] record) {
            try {
                return JSON.readTree(record).path("isDeleted").asBoolean();
            } catch (IOException e) {
                throw new IllegalStateException("The sandbox shows a record that is no JSON", e);
            }
        }
    }
}
