package io.camelclio.bench;

import java.time.Duration;
import java.util.List;

/**
 * Signed deliveries against everything that can take them. In each round all subjects have their turn, one after the other,
 * so that a slow moment of the machine strikes all alike; the first round of each number of connections warms up and does
 * not count.
 */
final class DeliveryBench {

    private static final List<Integer> CONNECTIONS = List.of(1, 32, 128);

    private DeliveryBench() {}

    /** Environment: BENCH_ROUNDS (7), BENCH_SECONDS measured in a turn (4). Exits with 1 when a record is missing. */
    public static void main(String[] args) throws Exception {
        int rounds = number("BENCH_ROUNDS", 7);
        Duration measured = Duration.ofSeconds(number("BENCH_SECONDS", 4));
        int missing = 0;
        try (Stage stage = new Stage()) {
            List<Subject> subjects = stage.subjects();
            Report report = new Report(Stage.FLOOR);
            for (int connections : CONNECTIONS) {
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

    private static int number(String variable, int otherwise) {
        String given = System.getenv(variable);
        return given == null ? otherwise : Integer.parseInt(given);
    }

    private static Round turn(Subject subject, int connections, Duration measured) throws InterruptedException {
        try (Load load = new Load(subject, connections)) {
            return load.run(measured.dividedBy(4), measured);
        }
    }
}
