package io.camelclio.bench.delivery;

import io.camelclio.bench.process.Gauges;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Table;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Where the processor time of a delivery goes: samples of a flight recording of each subject, shared out by {@link Owner}. */
public final class ProfilePart {

    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration RECORDED = Duration.ofSeconds(10);

    private final List<Subject> subjects;
    private final Path folder;

    /** @param folder where the recordings are left */
    public ProfilePart(List<Subject> subjects, Path folder) {
        this.subjects = subjects;
        this.folder = folder;
    }

    public void run(Report report) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Map<String, Map<String, Integer>> samples = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            Path file = folder.resolve(subject.name().replaceAll("\\W+", "-") + ".jfr");
            Gauges gauges = subject.process().gauges();
            long recording = gauges.startRecording();
            Round round = new ClosedLoop(subject, CONNECTIONS).run(WARM_UP, RECORDED);
            gauges.stopRecording(recording, file);
            samples.put(subject.name(), byOwner(file));
            System.out.printf("profile, %s: %.0f/s while recorded, %s%n", subject.name(), round.perSecond(), file);
        }
        report.add(section(samples), List.of());
    }

    private static Map<String, Integer> byOwner(Path file) throws IOException {
        Map<String, Integer> samples = new TreeMap<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    samples.merge(Owner.of(classes(event)), 1, Integer::sum);
                }
            }
        }
        return samples;
    }

    private static List<String> classes(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
    }

    private static Section section(Map<String, Map<String, Integer>> samples) {
        List<String> names = List.copyOf(samples.keySet());
        String[] columns = new String[names.size() + 1];
        columns[0] = "share of samples, %";
        for (int column = 1; column < columns.length; column++) {
            columns[column] = names.get(column - 1);
        }
        Table table = new Table(1, columns);
        TreeSet<String> owners = new TreeSet<>();
        samples.values().forEach(shares -> owners.addAll(shares.keySet()));
        for (String owner : owners) {
            String[] row = columns.clone();
            row[0] = owner;
            for (int column = 1; column < columns.length; column++) {
                row[column] = share(samples.get(names.get(column - 1)), owner);
            }
            table.row(row);
        }
        return new Section(
                "Profile of deliveries",
                List.of(
                        "Samples of Java code in a flight recording of %d s with %d connections, one of each subject; calls of the"
                                        .formatted(RECORDED.toSeconds(), CONNECTIONS)
                                + " system, the collector and the compiler are not in it.",
                        "A sample is whose the innermost frame is, Java's own frames apart."),
                table,
                List.of(),
                samples);
    }

    private static String share(Map<String, Integer> samples, String owner) {
        int all = samples.values().stream().mapToInt(Integer::intValue).sum();
        return String.format(Locale.ROOT, "%.0f", 100.0 * samples.getOrDefault(owner, 0) / Math.max(1, all));
    }
}
