package io.camelclio.kafka.latest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random histories of contacts, of which a deletion is final, and of documents, which can be restored: all that is seen of
 * them, in any order and much of it twice, and how the vendor has them at the end.
 */
final class Histories {

    private final BrokerTopics topics;
    private final Random random;
    private final Map<String, String> contacts = new HashMap<>();
    private final Map<String, String> documents = new HashMap<>();
    private int records;

    Histories(BrokerTopics topics, long seed) {
        this.topics = topics;
        this.random = new Random(seed);
    }

    /** The histories of some more records of each kind. */
    List<Seen> next(int number) {
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String key = "us/" + records++;
            seen.addAll(history(topics.contacts(), key, false, contacts));
            seen.addAll(history(topics.documents(), key, true, documents));
        }
        for (Seen one : List.copyOf(seen)) {
            if (random.nextInt(3) == 0) {
                seen.add(one);
            }
        }
        Collections.shuffle(seen, random);
        return seen;
    }

    private List<Seen> history(String topic, String key, boolean restorable, Map<String, String> last) {
        Vendor vendor = new Vendor(topic, key, restorable, random);
        last.put(key, vendor.content());
        return vendor.seen();
    }

    /** By key, null for what is deleted. */
    Map<String, String> contacts() {
        return contacts;
    }

    Map<String, String> documents() {
        return documents;
    }
}
