package io.camelclio.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a run is made of, from the environment. */
final class Settings {

    /** The parts in their order. Latency needs the saturation that deliveries measure, so it runs these too. */
    static final List<String> PARTS = List.of("deliveries", "latency", "profile", "start", "polling", "heap", "micro");

    private final Map<String, String> environment;

    Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /** BENCH_PARTS: all of them by default. */
    Set<String> parts() {
        Set<String> parts = new TreeSet<>(words("BENCH_PARTS", String.join(",", PARTS)));
        for (String part : parts) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException("BENCH_PARTS names '%s'; there are %s".formatted(part, PARTS));
            }
        }
        if (parts.contains("latency")) {
            parts.add("deliveries");
        }
        return parts;
    }

    /** BENCH_SUBJECTS: those beside the floor. */
    List<String> subjects(List<String> choice) {
        return words("BENCH_SUBJECTS", String.join(",", choice));
    }

    /** BENCH_CONNECTIONS. */
    List<Integer> connections() {
        return words("BENCH_CONNECTIONS", "1,32,128").stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** BENCH_ROUNDS of deliveries, latency and polls. */
    int rounds() {
        return number("BENCH_ROUNDS", 5);
    }

    /** BENCH_STARTS of each subject. */
    int starts() {
        return number("BENCH_STARTS", 5);
    }

    /** BENCH_SECONDS that are measured in a turn of deliveries. */
    Duration turn() {
        return Duration.ofSeconds(number("BENCH_SECONDS", 4));
    }

    /** BENCH_LATENCY_SECONDS that are measured in a turn of latency. */
    Duration latencyTurn() {
        return Duration.ofSeconds(number("BENCH_LATENCY_SECONDS", 10));
    }

    /** BENCH_WARM_UP: seconds for each subject. */
    Duration warmUp() {
        return Duration.ofSeconds(number("BENCH_WARM_UP", 30));
    }

    /** BENCH_POLL_RECORDS that a poll reads. */
    int polledRecords() {
        return number("BENCH_POLL_RECORDS", 100_000);
    }

    /** BENCH_HEAP_RECORDS: how many records the heap is looked at with, beside ten thousand. */
    int heapRecords() {
        return number("BENCH_HEAP_RECORDS", 1_000_000);
    }

    /** The line that repeats this run. */
    String command() {
        StringBuilder command = new StringBuilder();
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("BENCH_"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> command.append(variable.getKey())
                        .append('=')
                        .append(variable.getValue())
                        .append(' '));
        return command.append("mvn -Pbench package").toString();
    }

    private int number(String variable, int otherwise) {
        String given = environment.getOrDefault(variable, String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(given);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for one that is too small.
        }
        throw new IllegalArgumentException("%s is '%s'; a whole number from 1 on is wanted".formatted(variable, given));
    }

    private List<String> words(String variable, String otherwise) {
        return Arrays.stream(environment.getOrDefault(variable, otherwise).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
