package io.camelclio.kafka.latest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells partitions whose changes wait and of which nothing is taken from those that are only behind. Kafka Streams takes
 * the partitions of one number together, the oldest change first, so as long as there are ever fewer changes on them the
 * ones that wait have their turn to come.
 */
final class Standstill {

    private final long longest;
    private final Map<TopicPartition, Mark> waiting = new HashMap<>();

    /** Since when, as a time of {@link System#nanoTime}, what comes next and the fewest changes on its number are these. */
    private record Mark(long since, long next, long fewest) {}

    /** @param longest how long a partition may wait */
    Standstill(Duration longest) {
        this.longest = longest.toNanos();
    }

    /**
     * Takes note of how far things are.
     *
     * @param positions of all partitions, as they are now
     * @param now as told by {@link System#nanoTime}
     * @return the partitions that have stood still for too long, sorted
     */
    List<TopicPartition> look(Map<TopicPartition, Position> positions, long now) {
        Map<Integer, Long> lags = new HashMap<>();
        positions.forEach((partition, position) -> lags.merge(partition.partition(), position.lag(), Long::sum));
        waiting.keySet().removeIf(partition -> !isWaiting(positions.get(partition)));
        positions.forEach((partition, position) -> {
            if (isWaiting(position)) {
                waiting.merge(
                        partition,
                        new Mark(now, position.next(), lags.get(partition.partition())),
                        (before, current) -> before.next() == current.next() && before.fewest() <= current.fewest()
                                ? before
                                : current);
            }
        });
        return waiting.entrySet().stream()
                .filter(mark -> now - mark.getValue().since() >= longest)
                .map(Map.Entry::getKey)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    private static boolean isWaiting(Position position) {
        return position != null && position.lag() > 0;
    }
}
