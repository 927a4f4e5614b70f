package io.camelclio.tables;

import io.camelclio.tables.Changes.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What happened to records, as a bad day delivers it: each version up to three times, in any order. What must be left of it is
 * reckoned here: the newest version by its own time, and nothing where that is a deletion.
 */
final class History {

    private static final Instant BEGINNING = Instant.parse("2026-03-02T09:00:00Z");

    private final Random random;
    private final List<Version> deliveries = new ArrayList<>();
    private final Map<String, String> expected = new HashMap<>();

    /**
     * @param connection what its keys begin with
     * @param deletionsAreFinal as Clio's are; else a record comes back with a newer version, as at Smokeball
     */
    History(String connection, int records, boolean deletionsAreFinal, Random random) {
        this.random = random;
        for (int record = 0; record < records; record++) {
            addRecord(connection + "/" + record, deletionsAreFinal);
        }
        Collections.shuffle(deliveries, random);
    }

    private void addRecord(String key, boolean deletionsAreFinal) {
        List<Version> versions = new ArrayList<>();
        int changes = 1 + random.nextInt(6);
        for (int number = 0; number < changes; number++) {
            Instant time = BEGINNING.plusSeconds(number);
            boolean last = number == changes - 1;
            if (random.nextInt(4) == 0 && (last || !deletionsAreFinal)) {
                versions.add(new Version(key, null, "deleted", time, time, deletionsAreFinal));
            } else {
                String value = "{\"id\":\"%s\",\"version\":%d,\"total\":%d.%02d}"
                        .formatted(key, number, random.nextInt(1_000_000), random.nextInt(100));
                versions.add(new Version(
                        key, value.getBytes(StandardCharsets.UTF_8), "changed", time, time, random.nextBoolean()));
            }
        }
        Version newest =
                versions.stream().max(Comparator.comparing(Version::time)).orElseThrow();
        if (newest.value() != null) {
            expected.put(key, new String(newest.value(), StandardCharsets.UTF_8));
        }
        versions.forEach(version -> deliveries.addAll(Collections.nCopies(1 + random.nextInt(3), version)));
    }

    /** All that was delivered, as it came. */
    List<Version> deliveries() {
        return deliveries;
    }

    /** The records that are left, by their keys. */
    Map<String, String> expected() {
        return expected;
    }
}
