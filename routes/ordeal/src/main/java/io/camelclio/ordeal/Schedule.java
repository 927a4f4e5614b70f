package io.camelclio.ordeal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * When what goes wrong, decided by the seed alone. Each course goes through its faults in a shuffled order, and begins
 * again when it has had them all.
 *
 * @param courses what happens in each course, in the order of time
 */
record Schedule(Map<String, List<Event>> courses) {

    private static final long SHORTEST_MILLIS = 1_500;
    private static final long LONGEST_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /**
     * One fault at its time.
     *
     * @param at from the beginning of the storm
     * @param length how long it lasts
     */
    record Event(Duration at, Duration length, Fault fault) {}

    static Schedule of(Settings settings, Map<String, List<Fault>> faults) {
        Random random = new Random(settings.seed());
        Map<String, List<Event>> courses = new LinkedHashMap<>();
        faults.forEach((course, all) -> courses.put(course, events(settings, all, random)));
        return new Schedule(courses);
    }

    private static List<Event> events(Settings settings, List<Fault> faults, Random random) {
        long stretch = settings.longForm() ? 2 : 1;
        List<Event> events = new ArrayList<>();
        List<Fault> order = new ArrayList<>();
        long at = pause(random);
        while (true) {
            long length = stretch * (SHORTEST_MILLIS + random.nextInt((int) (LONGEST_MILLIS - SHORTEST_MILLIS)));
            if (at + length > settings.storm().toMillis()) {
                return List.copyOf(events);
            }
            if (order.isEmpty()) {
                order.addAll(faults);
                Collections.shuffle(order, random);
            }
            events.add(new Event(Duration.ofMillis(at), Duration.ofMillis(length), order.remove(0)));
            at += length + stretch * pause(random);
        }
    }

    private static long pause(Random random) {
        return 500 + random.nextInt((int) LONGEST_PAUSE_MILLIS);
    }

    int size() {
        return courses.values().stream().mapToInt(List::size).sum();
    }

    /** As a person reads it. */
    String asText() {
        StringBuilder text = new StringBuilder();
        courses.forEach((course, events) -> {
            text.append(course).append(":\n");
            events.forEach(event -> text.append(String.format(
                    Locale.ROOT,
                    "  %6.1f s for %4.1f s: %s%n",
                    event.at().toMillis() / 1e3,
                    event.length().toMillis() / 1e3,
                    event.fault().name())));
        });
        return text.toString();
    }
}
