package io.camelclio.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Signed deliveries against everything that can take them. In each round all subjects have their turn, one after the other,
 * so that a slow moment of the machine strikes all alike. Before the first, each subject is warmed up, under the most
 * connections.
 */
final class DeliveryBench {

    private DeliveryBench() {}

    /**
     * Environment: BENCH_CONNECTIONS (1,32,128), BENCH_ROUNDS (7), BENCH_SECONDS measured in a turn (4), BENCH_WARM_UP
     * seconds for each subject (30), BENCH_SUBJECTS beside the floor (vertx,platformHttp,plain), and BENCH_RECORDINGS, a
     * folder for a flight recording of each process. Exits with 1 when a record is missing.
     */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(given("BENCH_ROUNDS", "7"));
        Duration measured = Duration.ofSeconds(Integer.parseInt(given("BENCH_SECONDS", "4")));
        Duration warmUp = Duration.ofSeconds(Integer.parseInt(given("BENCH_WARM_UP", "30")));
        int[] numbersOfConnections = Stream.of(
                        given("BENCH_CONNECTIONS", "1,32,128").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        int missing = 0;
        try (Stage stage = new Stage()) {
            List<Subject> subjects = stage.subjects(
                    Set.of(given("BENCH_SUBJECTS", "vertx,platformHttp,plain").split(","))::contains);
            Report report = new Report(Stage.FLOOR);
            int most = IntStream.of(numbersOfConnections).max().orElseThrow();
            for (Subject subject : subjects) {
                turn(subject, most, warmUp);
            }
            for (int connections : numbersOfConnections) {
                for (int round = 1; round <= rounds; round++) {
                    for (Subject subject : subjects) {
                        Round result = turn(subject, connections, measured);
                        System.out.printf(
                                "%d connections, round %d, %s: %.0f/s%n",
                                connections, round, subject.name(), result.perSecond());
                        report.add(result);
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
