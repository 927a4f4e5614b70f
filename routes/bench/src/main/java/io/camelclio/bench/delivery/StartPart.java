package io.camelclio.bench.delivery;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.bench.report.Chart;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Spread;
import io.camelclio.bench.report.Table;
import io.camelclio.bench.report.Target;
import io.camelclio.bench.subject.Proof;
import io.camelclio.bench.subject.Stage;
import io.camelclio.bench.subject.Start;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long each subject takes to be ready, and what memory it holds then and after some work. No other runs meanwhile. */
public final class StartPart {

    private static final double SECONDS = 3;
    private static final double MEGABYTES = 256;
    private static final int CONNECTIONS = 32;
    private static final Duration LOAD = Duration.ofSeconds(5);

    /** What the bridge is given in a process of its own, where memory counts. */
    private static final List<String> SMALL = List.of("-Xmx96m", "-XX:+UseSerialGC");

    /** One start. The sizes are VmRSS. */
    private record Started(String subject, double seconds, double megabytes, double megabytesAfterLoad) {}

    private final List<Subject> subjects;
    private final Proof proof;
    private final int rounds;
    private final List<Started> starts = new ArrayList<>();
    private int missing;

    /** @param subjects whose processes have ended, so that others can be started in their places */
    public StartPart(List<Subject> subjects, Proof proof, int rounds) {
        this.subjects = subjects;
        this.proof = proof;
        this.rounds = rounds;
    }

    public void run(Report report) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Subject subject : subjects) {
                start(subject, subject.start());
                if (subject.name().equals(Stage.BRIDGE)) {
                    start(subject, Stage.shipped(subject, List.of()));
                    start(subject, Stage.shipped(subject, SMALL));
                }
            }
        }
        report.add(section(), targets());
    }

    private void start(Subject place, Start start) throws IOException, InterruptedException {
        long began = System.nanoTime();
        try (BenchProcess process = start.ready()) {
            double seconds = (System.nanoTime() - began) / 1e9;
            double megabytes = process.residentBytes() / 1e6;
            Subject subject = place.as(start, process);
            new ClosedLoop(subject, CONNECTIONS).run(Duration.ZERO, LOAD);
            Started started = new Started(start.name(), seconds, megabytes, process.residentBytes() / 1e6);
            System.out.printf(
                    "start, %s: ready after %.2f s, %.0f MB resident, %.0f MB after %d deliveries%n",
                    start.name(),
                    seconds,
                    megabytes,
                    started.megabytesAfterLoad,
                    subject.acknowledged().cardinality());
            starts.add(started);
            missing += proof.missing(List.of(subject)).get(subject.name());
        }
    }

    /** How many deliveries were acknowledged and are not on their topics. */
    public int missing() {
        return missing;
    }

    private Section section() {
        Table table = new Table(1, "subject", "ready, s", "resident, MB, when ready", "resident, MB, after load");
        Chart chart = new Chart("Start to ready, s", "%.2f");
        for (String subject : starts.stream().map(Started::subject).distinct().toList()) {
            chart.bar(subject, seconds(subject));
            table.row(
                    subject,
                    seconds(subject).text("%.2f"),
                    Spread.of(of(subject).map(Started::megabytes).toList()).text("%.0f"),
                    afterLoad(subject).text("%.0f"));
        }
        return new Section(
                "Start and memory",
                List.of(
                        "From the start of the process until it serves; of the bridge as shipped, until `/observe/health/ready`"
                                + " answers 200, latest state off, one webhook.",
                        "Resident is VmRSS, which counts code and the JVM's own memory too; load is %d connections for %d s."
                                .formatted(CONNECTIONS, LOAD.toSeconds()),
                        "Subjects of the bench have -Xmx512m; the bridge as shipped has what its start script gives it, which"
                                + " leaves the heap to the JVM, and the row below it what is named there."),
                table,
                List.of(chart),
                starts);
    }

    private List<Target> targets() {
        Start small = subjects.stream()
                .filter(subject -> subject.name().equals(Stage.BRIDGE))
                .map(bridge -> Stage.shipped(bridge, SMALL))
                .findFirst()
                .orElse(null);
        if (small == null) {
            return List.of();
        }
        Spread seconds = seconds(small.name());
        Spread memory = afterLoad(small.name());
        return List.of(
                new Target(
                        small.name() + ": ready, s",
                        "at most " + SECONDS,
                        seconds.text("%.2f"),
                        seconds.median() <= SECONDS),
                new Target(
                        small.name() + ": resident after load, MB",
                        "at most " + MEGABYTES,
                        memory.text("%.0f"),
                        memory.median() <= MEGABYTES));
    }

    private Spread seconds(String subject) {
        return Spread.of(of(subject).map(Started::seconds).toList());
    }

    private Spread afterLoad(String subject) {
        return Spread.of(of(subject).map(Started::megabytesAfterLoad).toList());
    }

    private Stream<Started> of(String subject) {
        return starts.stream().filter(start -> start.subject().equals(subject));
    }
}
