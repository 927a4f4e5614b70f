package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of deliveries, by what has arrived where a receiver writes to, in its order. A version of a record is told by
 * its etag, a deletion by the record alone. Not thread-safe.
 */
public final class Arrivals {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> firstPlaces = new HashMap<>();
    private final Set<String> changes = new HashSet<>();
    private int places;

    /**
     * What became of deliveries.
     *
     * @param acknowledged how many the receiver has acknowledged
     * @param lost how many of these have not arrived
     * @param duplicated how many arrivals had been there before under the same change id
     * @param reordered pairs of a record's deliveries, the second sent after the first was acknowledged, that arrived the
     *     other way round
     */
    public record Figures(int acknowledged, int lost, int duplicated, int reordered) {}

    /**
     * The next arrival.
     *
     * @param changeId the receiver's identity of the change
     * @param value the record; null for a deletion that shows none
     */
    public void add(long recordId, String changeId, boolean deletion, byte[] value) {
        changes.add(changeId);
        firstPlaces.putIfAbsent(deletion ? deletionOf(recordId) : versionOf(recordId, value), places++);
    }

    /** What became of these, as far as it has arrived now. */
    public Figures of(List<Delivery> deliveries) {
        Map<Long, List<Delivery>> byRecord = new HashMap<>();
        int acknowledged = 0;
        int lost = 0;
        int reordered = 0;
        for (Delivery delivery : deliveries) {
            if (!delivery.acknowledged()) {
                continue;
            }
            acknowledged++;
            Optional<Integer> place = place(delivery);
            if (place.isEmpty()) {
                lost++;
                continue;
            }
            List<Delivery> others = byRecord.computeIfAbsent(delivery.recordId(), id -> new ArrayList<>());
            for (Delivery other : others) {
                reordered += isReversed(other, delivery) || isReversed(delivery, other) ? 1 : 0;
            }
            others.add(delivery);
        }
        return new Figures(acknowledged, lost, places - changes.size(), reordered);
    }

    private boolean isReversed(Delivery earlier, Delivery later) {
        return earlier.acknowledgedBefore(later)
                && place(earlier).orElseThrow() > place(later).orElseThrow();
    }

    private Optional<Integer> place(Delivery delivery) {
        return Optional.ofNullable(firstPlaces.get(
                delivery.event().equals("deleted")
                        ? deletionOf(delivery.recordId())
                        : versionOf(delivery.recordId(), delivery.data())));
    }

    private static String deletionOf(long recordId) {
        return recordId + " deleted";
    }

    private static String versionOf(long recordId, byte[] record) {
        try {
            JsonNode json = JSON.readTree(record);
            return recordId + " " + json.path("etag").asText() + " "
                    + json.path("updated_at").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("What arrived of record " + recordId + " is no JSON", e);
        }
    }
}
