package io.camelclio.app.smokeball;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a route wants to read, and how.
 *
 * @param resource a path that stands for the collection's own; empty for that
 * @param pageSize records on one page, 1 to 500
 * @param filters as in a query, {@code Status=Open&Status=Closed}; empty for none
 * @param parentFilters likewise for the outermost parents
 * @param memory the topic that the records go to; empty where that is not said
 * @param period time between two polls; zero for none
 * @param sweepPeriod how often everything is read; zero for only once
 * @param roundPeriod how often all parents are asked; more than zero
 * @param maxDeleted the most records that one read, or one round, takes for deleted because they are missing, 1 or more
 * @param overlap how long before the last read a read for changes begins
 */
record RouteParameters(
        String entity,
        String resource,
        int pageSize,
        String filters,
        String parentFilters,
        Optional<String> memory,
        Duration period,
        Duration sweepPeriod,
        Duration roundPeriod,
        int maxDeleted,
        Duration overlap) {

    /** Of a period, in milliseconds: ten years. */
    private static final long LONGEST = Duration.ofDays(3_650).toMillis();

    /** @throws IllegalArgumentException naming the parameter that is wrong */
    RouteParameters {
        check(entity, "pageSize", pageSize, 1, PageSize.LARGEST);
        check(entity, "period (smokeball.poll.period or smokeball.full_read.period)", period.toMillis(), 0, LONGEST);
        check(entity, "sweepPeriod (smokeball.sweep.period)", sweepPeriod.toMillis(), 0, LONGEST);
        check(entity, "roundPeriod (smokeball.fan_out.period)", roundPeriod.toMillis(), 1, LONGEST);
        check(entity, "maxDeleted (smokeball.max_deleted)", maxDeleted, 1, Integer.MAX_VALUE);
        check(entity, "overlap", overlap.toMillis(), 0, LONGEST);
    }

    private static void check(String entity, String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("A route reads the entity '" + entity + "' from Smokeball with the "
                    + name + " " + value + "; allowed are " + least + " to " + most);
        }
    }

    /** What tells it from other routes that read the same entity, in words; empty where it has nothing of its own. */
    String narrowing() {
        return Stream.of(resource, filters, parentFilters)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** What must not be read by two routes, since each would take the other's progress for its own. */
    String whatIsRead() {
        return String.join(" ", entity, resource, filters, parentFilters);
    }
}
