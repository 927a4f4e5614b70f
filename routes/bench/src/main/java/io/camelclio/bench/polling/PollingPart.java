package io.camelclio.bench.polling;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.bench.process.Program;
import io.camelclio.bench.process.Used;
import io.camelclio.bench.report.Chart;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Spread;
import io.camelclio.bench.report.Table;
import io.camelclio.bench.report.Target;
import io.camelclio.bench.subject.Start;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many records a second come from a vendor that never refuses to Kafka. In each round the application and the loop that is
 * written by hand have their turn, each a new process that reads everything; the first fifth is left for it to warm up.
 */
public final class PollingPart {

    private static final double OF_THE_LOOP = 0.6;
    private static final int WARM_UP = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String OURS = "bridge";
    private static final String LOOP = "loop written by hand";

    /** One poll; processor time in microseconds for a record. */
    private record Poll(String vendor, String who, int records, double perSecond, double cpuMicros) {}

    private final String brokers;
    private final int records;
    private final int rounds;
    private final List<Poll> polls = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int connections;

    /** @param records how many a poll of Clio reads */
    public PollingPart(String brokers, int records, int rounds) {
        this.brokers = brokers;
        this.records = records;
        this.rounds = rounds;
    }

    /** @throws IOException if a record does not arrive */
    public void run(Report report) throws IOException, InterruptedException {
        notes.add(
                "Each poll reads %d records; what is told is of the last four fifths, by the times of the records on the topic, and every record was there."
                        .formatted(records));
        for (Vendor vendor : Vendor.values()) {
            int its = vendor.records(records);
            try (BenchProcess played = played(vendor, its)) {
                run(vendor, its, played.said());
            }
        }
        report.add(section(), targets());
    }

    static BenchProcess played(Vendor vendor, int records) throws IOException {
        return BenchProcess.start(
                        "played " + vendor.title(),
                        new Program(
                                List.of("-Xmx3g", Program.SUBJECT_OPTIONS.get(1)),
                                System.getProperty("java.class.path"),
                                VendorProcess.class.getName()),
                        Map.of(),
                        vendor.name().toLowerCase(Locale.ROOT),
                        String.valueOf(records))
                .awaitReady();
    }

    private void run(Vendor vendor, int its, Map<String, String> settings) throws IOException, InterruptedException {
        String token = settings.get(VendorProcess.TOKEN);
        String apiKey = settings.getOrDefault("SMOKEBALL_API_KEY", "none");
        String firstPage = vendor.firstPage(settings);
        double seconds = VendorLimit.seconds(firstPage, token, apiKey);
        notes.add("The played %s has %d records and hands out %.0f a second to a client that drops them."
                .formatted(vendor.title(), its, its / seconds));
        for (int round = 1; round <= rounds; round++) {
            String ours = "polled" + ++connections;
            add(vendor, its, OURS, PolledApplication.start(settings, brokers, ours, false), ours);
            String loop = "polled" + ++connections;
            List<String> arguments =
                    List.of(firstPage, vendor.field(), token, apiKey, brokers, vendor.topic(), loop + "/");
            add(vendor, its, LOOP, new Start(LOOP, Program.of(HandWrittenLoop.class), Map.of(), arguments), loop);
        }
    }

    private void add(Vendor vendor, int its, String who, Start start, String connection)
            throws IOException, InterruptedException {
        try (BenchProcess process = start.ready();
                Arrivals arrivals = new Arrivals(brokers, vendor.topic(), connection + "/")) {
            arrivals.await(its / WARM_UP, PATIENCE);
            Used before = process.gauges().used();
            int then = arrivals.count();
            arrivals.await(its, PATIENCE);
            Used used = process.gauges().used().since(before);
            double cpuMicros = used.cpu().toNanos() / 1e3 / Math.max(1, arrivals.count() - then);
            Poll poll = new Poll(vendor.title(), who, its, arrivals.perSecond(its / WARM_UP), cpuMicros);
            System.out.printf("polling %s, %s: %.0f records/s%n", vendor.title(), who, poll.perSecond);
            polls.add(poll);
        }
    }

    private Section section() {
        Table table = new Table(2, "vendor", "who", "records/s", "ratio to the loop", "CPU µs a record");
        List<Chart> charts = new ArrayList<>();
        for (Vendor vendor : Vendor.values()) {
            Chart chart = new Chart("Records a second from " + vendor.title(), "%.0f");
            for (String who : List.of(LOOP, OURS)) {
                Spread perSecond = Spread.of(figures(vendor, who, Poll::perSecond));
                chart.bar(who, perSecond);
                table.row(
                        vendor.title(),
                        who,
                        perSecond.text("%.0f"),
                        who.equals(LOOP) ? "–" : ratio(vendor).text("%.2f"),
                        Spread.of(figures(vendor, who, Poll::cpuMicros)).text("%.0f"));
            }
            charts.add(chart);
        }
        return new Section("Polling", notes, table, charts, polls);
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Vendor vendor : Vendor.values()) {
            Spread ratio = ratio(vendor);
            targets.add(new Target(
                    "polling " + vendor.title() + ", of the loop written by hand",
                    "at least " + OF_THE_LOOP,
                    ratio.text("%.2f"),
                    ratio.median() >= OF_THE_LOOP));
        }
        return targets;
    }

    private Spread ratio(Vendor vendor) {
        return Spread.ofRatios(figures(vendor, OURS, Poll::perSecond), figures(vendor, LOOP, Poll::perSecond));
    }

    private List<Double> figures(Vendor vendor, String who, ToDoubleFunction<Poll> figure) {
        return polls.stream()
                .filter(poll ->
                        poll.vendor().equals(vendor.title()) && poll.who().equals(who))
                .map(figure::applyAsDouble)
                .toList();
    }
}
