package io.camelclio.kafka.latest;

import static io.camelclio.kafka.latest.DrivenTopology.CONTACTS;
import static io.camelclio.kafka.latest.DrivenTopology.DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many random histories of a few records, seen in any order and more than once. Whatever the order, the latest topic has to
 * end as the vendor does; the models here know the vendor's side, or all changes at once, and never one after the other.
 */
class RandomHistoriesTest {

    private static final int HISTORIES = 1_000;
    private static final int RECORDS = 3;

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    /** The rule itself, also for times that no honest vendor would give. */
    @Test
    void newestOfAllIsLatestUnlessOneIsADeletion() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<String> keys = keys(seed);
            List<Seen> seen = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String key = keys.get(random.nextInt(RECORDS));
                int time = random.nextInt(5);
                int asOf = random.nextInt(5);
                seen.add(
                        random.nextInt(25) == 0
                                ? Seen.deletion(CONTACTS, key, time, asOf)
                                : new Seen(
                                        CONTACTS,
                                        key,
                                        random.nextInt(5) == 0 ? "matter_opened" : "changed",
                                        Seen.minute(time),
                                        Seen.minute(asOf),
                                        random.nextBoolean(),
                                        "content " + i));
            }
            Map<String, String> expected = new HashMap<>();
            for (String key : keys) {
                List<Seen> ofKey =
                        seen.stream().filter(one -> one.key().equals(key)).toList();
                if (!ofKey.isEmpty()) {
                    expected.put(key, ofKey.stream().anyMatch(Seen::isDeletion) ? null : newest(ofKey));
                }
            }

            assertThat(pictureOf(seen, CONTACTS)).as("seed %d, %s", seed, seen).isEqualTo(expected);
        }
    }

    /** Sorting is stable, so of equal times the later offset comes last. */
    private static String newest(List<Seen> states) {
        List<Seen> sorted = new ArrayList<>(states);
        sorted.sort(Comparator.comparing(Seen::time).thenComparing(Seen::asOf));
        return sorted.get(sorted.size() - 1).content();
    }

    @Test
    void contactsEndAsTheVendorHasThem() {
        endsAsTheVendor(CONTACTS, false);
    }

    @Test
    void documentsThatAreDeletedAndRestoredEndAsTheVendorHasThem() {
        endsAsTheVendor(DOCUMENTS, true);
    }

    private void endsAsTheVendor(String topic, boolean restorable) {
        int deleted = 0;
        int restored = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Map<String, String> expected = new HashMap<>();
            List<Seen> seen = new ArrayList<>();
            for (String key : keys(seed)) {
                Vendor vendor = new Vendor(topic, key, restorable, random);
                seen.addAll(vendor.seen());
                expected.put(key, vendor.content());
                deleted += vendor.content() == null ? 1 : 0;
                restored += vendor.restored() && vendor.content() != null ? 1 : 0;
            }
            Collections.shuffle(seen, random);

            assertThat(pictureOf(seen, topic)).as("seed %d, %s", seed, seen).isEqualTo(expected);
        }
        assertThat(deleted).as("records that end deleted").isGreaterThan(HISTORIES / 2);
        assertThat(restored).as("records that end restored").isGreaterThan(restorable ? HISTORIES / 4 : -1);
    }

    private Map<String, String> pictureOf(List<Seen> seen, String topic) {
        seen.forEach(topology::see);
        return topology.picture(topic);
    }

    /** Each history has records of its own. */
    private static List<String> keys(int seed) {
        return IntStream.range(0, RECORDS)
                .mapToObj(record -> "us/" + seed + record)
                .toList();
    }
}
