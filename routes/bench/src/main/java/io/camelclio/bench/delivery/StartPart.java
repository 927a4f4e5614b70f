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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How long each subject takes to be ready, and what memory it holds then and after some work. No other runs meanwhile. */
public final class StartPart {

    private static final double SECONDS = 3;
    private static final double MEGABYTES = 256;
    private static final int CONNECTIONS = 32;
    private static final Duration LOAD = Duration.ofSeconds(3);

    private static final String SHIPPED = "bridge as shipped";
    private static final String PREPARED = "the same, classes prepared";

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
        Path classes = Files.createTempDirectory("clio-bench").resolve("classes.jsa");
        for (int round = 1; round <= rounds; round++) {
            for (Subject subject : subjects) {
                start(subject, subject.start());
                if (subject.name().equals(Stage.BRIDGE)) {
                    startShipped(subject, classes);
                }
            }
        }
        report.add(section(), targets());
    }

    private void startShipped(Subject place, Path classes) throws IOException, InterruptedException {
        if (!Files.exists(classes)) {
            prepare(place, classes);
        }
        start(place, Stage.shipped(place, SHIPPED, List.of()));
        start(place, Stage.shipped(place, PREPARED, List.of("-XX:SharedArchiveFile=" + classes)));
    }

    /** As README, "A faster start", says: one run leaves them at its end. Of classes that cannot be kept nothing is said. */
    private static void prepare(Subject place, Path classes) throws IOException, InterruptedException {
        Stage.shipped(place, SHIPPED, List.of("-XX:ArchiveClassesAtExit=" + classes, "-Xlog:disable"))
                .ready()
                .close();
        if (!Files.exists(classes)) {
            throw new IOException("A run with -XX:ArchiveClassesAtExit has left no classes at " + classes);
        }
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
                        "Subjects of the bench have -Xmx512m. The bridge as shipped has the options of its start script; in the"
                                + " row below, Java starts from prepared classes (README, \"A faster start\")."),
                table,
                List.of(chart),
                starts);
    }

    private List<Target> targets() {
        if (starts.stream().noneMatch(start -> start.subject().equals(PREPARED))) {
            return List.of();
        }
        Spread seconds = seconds(PREPARED);
        Spread memory = afterLoad(PREPARED);
        return List.of(
                new Target(
                        "bridge as shipped, classes prepared: ready, s",
                        "at most " + SECONDS,
                        seconds.text("%.2f"),
                        seconds.median() <= SECONDS),
                new Target(
                        "the same: resident after load, MB",
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
