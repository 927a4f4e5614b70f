package io.camelclio.bench.polling;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Table;
import io.camelclio.bench.report.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the application holds in its heap once it has polled few and many records of Clio, with latest state and without. */
public final class HeapPart {

    private static final int FEW = 10_000;
    private static final double FLAT = 1.1;
    private static final int COLLECTIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Heap in use after a collection, in bytes. */
    private record Heap(boolean latestState, int records, long bytes) {}

    private final String brokers;
    private final int many;
    private final List<Heap> heaps = new ArrayList<>();

    /** @param many how many records, beside ten thousand */
    public HeapPart(String brokers, int many) {
        this.brokers = brokers;
        this.many = many;
    }

    /** @throws IOException if a record does not arrive */
    public void run(Report report) throws IOException, InterruptedException {
        for (int records : List.of(FEW, many)) {
            try (BenchProcess played = PollingPart.played(Vendor.CLIO, records)) {
                for (boolean latestState : List.of(false, true)) {
                    heaps.add(heap(played, records, latestState));
                }
            }
        }
        report.add(section(), targets());
    }

    private Heap heap(BenchProcess played, int records, boolean latestState) throws IOException, InterruptedException {
        String connection = "heap%d%s".formatted(records, latestState ? "on" : "off");
        try (BenchProcess process = PolledApplication.start(played.said(), brokers, connection, latestState)
                .ready()) {
            await("clio.activity.v1", connection, records);
            if (latestState) {
                await("clio.activity.latest.v1", connection, records);
            }
            long bytes = Long.MAX_VALUE;
            for (int collection = 0; collection < COLLECTIONS; collection++) {
                bytes = Math.min(bytes, process.gauges().heapAfterCollection());
            }
            System.out.printf(
                    "heap, latest state %s, %d records: %.1f MB%n", latestState ? "on" : "off", records, bytes / 1e6);
            return new Heap(latestState, records, bytes);
        }
    }

    private void await(String topic, String connection, int records) throws IOException {
        try (Arrivals arrivals = new Arrivals(brokers, topic, connection + "/")) {
            arrivals.await(records, PATIENCE);
        }
    }

    private long bytes(boolean latestState, int records) {
        return heaps.stream()
                .filter(heap -> heap.latestState() == latestState && heap.records() == records)
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private Section section() {
        Table table = new Table(
                1,
                "latest state",
                "MB at %d records".formatted(FEW),
                "MB at %d records".formatted(many),
                "bytes a record");
        for (boolean latestState : List.of(false, true)) {
            long few = bytes(latestState, FEW);
            long more = bytes(latestState, many);
            table.row(
                    latestState ? "on" : "off",
                    String.format(Locale.ROOT, "%.1f", few / 1e6),
                    String.format(Locale.ROOT, "%.1f", more / 1e6),
                    String.format(Locale.ROOT, "%.1f", (more - few) / (double) (many - FEW)));
        }
        return new Section(
                "Heap after a poll",
                List.of(
                        "In use after a collection, the lowest of %d, once every record of Clio is on its topic. One run each."
                                .formatted(COLLECTIONS)),
                table,
                List.of(),
                heaps);
    }

    private List<Target> targets() {
        double growth = (double) bytes(false, many) / bytes(false, FEW);
        return List.of(new Target(
                "heap at %d records, of that at %d, latest state off".formatted(many, FEW),
                "flat: at most " + FLAT,
                String.format(Locale.ROOT, "%.2f", growth),
                growth <= FLAT));
    }
}
