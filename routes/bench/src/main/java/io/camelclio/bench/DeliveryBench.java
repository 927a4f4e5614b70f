package io.camelclio.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Signed deliveries against everything that can take them. In each round all subjects have their turn, one after the other,
 * so that a slow moment of the machine strikes all alike; the first round of each number of connections warms up and does
 * not count.
 */
final class DeliveryBench {

    private DeliveryBench() {}

    /**
     * Environment: BENCH_CONNECTIONS (1,32,128), BENCH_ROUNDS (7), BENCH_SECONDS measured in a turn (4), and
     * BENCH_RECORDINGS, a folder for a flight recording of each process. Exits with 1 when a record is missing.
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(given("BENCH_ROUNDS", "7"));
        Duration measured = Duration.ofSeconds(Integer.parseInt(given("BENCH_SECONDS", "4")));
        int[] numbersOfConnections = Stream.of(
                        given("BENCH_CONNECTIONS", "1,32,128").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        int missing = 0;
        try (Stage stage = new Stage()) {
            List<Subject> subjects = stage.subjects();
            Report report = new Report(Stage.FLOOR);
            for (int connections : numbersOfConnections) {
                for (int round = 0; round <= rounds; round++) {
                    for (Subject subject : subjects) {
                        Round result = turn(subject, connections, measured);
                        System.out.printf(
                                "%d connections, round %d, %s: %.0f/s%n",
                                connections, round, subject.name(), result.perSecond());
                        if (round > 0) {
                            report.add(result);
                        }
                    }
                }
            }
            Proof proof = new Proof(stage.brokers());
            for (Subject subject : subjects) {
                int gone = proof.missing(subject);
                missing += gone;
                System.out.printf(
                        "%s: %d deliveries acknowledged, %d of them not on %s%n",
                        subject.name(), subject.acknowledged().cardinality(), gone, subject.topic());
            }
            System.out.println(report.table());
        }
        System.exit(missing == 0 ? 0 : 1);
    }

    private static String given(String variable, String otherwise) {
        return System.getenv().getOrDefault(variable, otherwise);
    }

    private static Round turn(Subject subject, int connections, Duration measured) throws InterruptedException {
        try (Load load = new Load(subject, connections)) {
            return load.run(measured.dividedBy(4), measured);
        }
    }
}
