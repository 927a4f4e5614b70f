package io.camelclio.bench.delivery;

import io.camelclio.bench.report.Report;
import io.camelclio.bench.subject.Proof;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deliveries against everything that can take them. In each round all subjects have their turn, one after the other, so that a
 * slow moment of the machine strikes all alike. Before the first, each is warmed up under the most connections.
 */
public final class DeliveryPart {

    /** How much of a turn comes before what is measured. */
    private static final int WARM_UP = 4;

    private final List<Subject> subjects;
    private final Proof proof;
    private final int rounds;
    private final Map<String, Integer> acknowledged = new TreeMap<>();
    private final Map<String, Integer> missing = new TreeMap<>();

    public DeliveryPart(List<Subject> subjects, Proof proof, int rounds) {
        this.subjects = subjects;
        this.proof = proof;
        this.rounds = rounds;
    }

    /** Sends to each subject for some time what nobody measures. */
    public void warmUp(int connections, Duration time) throws InterruptedException, IOException {
        for (Subject subject : subjects) {
            new ClosedLoop(subject, connections).run(time, Duration.ZERO);
        }
        prove();
    }

    /**
     * As many deliveries as each takes.
     *
     * @param connections by how many, one number after the other
     * @param measured time of one turn
     * @return deliveries a second of each subject, by its name: the most of the medians, taken for its saturation
     */
    public Map<String, Double> saturate(List<Integer> connections, Duration measured, Report report)
            throws InterruptedException, IOException {
        Rounds all = new Rounds();
        for (int number : connections) {
            for (int round = 1; round <= rounds; round++) {
                for (Subject subject : subjects) {
                    Round result = new ClosedLoop(subject, number).run(measured.dividedBy(WARM_UP), measured);
                    all.add(result);
                    System.out.printf(
                            "deliveries, %d connections, round %d, %s: %.0f/s%n",
                            number, round, subject.name(), result.perSecond());
                }
            }
            prove();
        }
        DeliveryReport told = new DeliveryReport(all, proven());
        report.add(told.throughput(), told.targets());
        report.add(told.cost(), List.of());
        return saturations(all);
    }

    private static Map<String, Double> saturations(Rounds all) {
        Map<String, Double> saturations = new TreeMap<>();
        for (String subject : all.subjects()) {
            for (int number : all.connections()) {
                saturations.merge(
                        subject, all.of(subject, number, Round::perSecond).median(), Math::max);
            }
        }
        return saturations;
    }

    /**
     * How long deliveries take at half of what each subject can take.
     *
     * @param saturations deliveries a second, by the subject's name
     */
    public void latencies(int connections, Map<String, Double> saturations, Duration measured, Report report)
            throws InterruptedException, IOException {
        Rounds all = new Rounds();
        for (int round = 1; round <= rounds; round++) {
            for (Subject subject : subjects) {
                double rate = saturations.get(subject.name()) / 2;
                Round result = new OpenLoop(subject, connections).run(rate, measured.dividedBy(WARM_UP), measured);
                all.add(result);
                System.out.printf(
                        "latency at %.0f/s, round %d, %s: median %.2f ms, 99 %% %.2f ms%n",
                        rate, round, subject.name(), result.median(), result.hundredth());
            }
        }
        prove();
        LatencyReport told = new LatencyReport(all, connections, saturations);
        report.add(told.section(), told.targets());
    }

    private void prove() throws InterruptedException {
        for (Subject subject : subjects) {
            acknowledged.merge(subject.name(), subject.acknowledged().cardinality(), Integer::sum);
        }
        proof.missing(subjects).forEach((name, count) -> missing.merge(name, count, Integer::sum));
    }

    /** How many deliveries were acknowledged so far and are not on their topics. */
    public int missing() {
        return missing.values().stream().mapToInt(Integer::intValue).sum();
    }

    private String proven() {
        return "Of %d deliveries that were acknowledged so far, warm-up included, %d are not on their topics."
                .formatted(
                        acknowledged.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        missing());
    }
}
