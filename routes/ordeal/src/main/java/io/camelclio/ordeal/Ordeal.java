package io.camelclio.ordeal;

import io.camelclio.testkit.kafka.TopicFollower;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Several copies of the application in a storm of faults, and the comparison of what the vendors did with what is on Kafka.
 * Prints seed and schedule before it begins and its figures at the end, and writes them as JSON.
 */
final class Ordeal {

    private static final Pattern TOPICS = Pattern.compile("(clio|smokeball)\\..*");
    private static final Duration SUBSCRIBING = Duration.ofSeconds(90);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60);
    private static final double MOST_DUPLICATES = 0.001;
    private static final double MOST_GROWTH = 0.02;

    private final Settings settings;
    private final long startedAt = System.nanoTime();

    Ordeal(Settings settings) {
        this.settings = settings;
    }

    /**
     * Environment: ORDEAL_SEED (any), ORDEAL_SECONDS of storm, ORDEAL_RATE (changes a second), ORDEAL_RECORDS (how many
     * there are), ORDEAL_FORM (long, short). Exits with 1 when a promise was not kept.
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("ordeal.folder", "ordeal")));
        boolean isShort = "short".equals(System.getenv("ORDEAL_FORM"));
        long seed = Settings.seed(new Random().nextInt(1_000_000));
        Verdict verdict =
                new Ordeal(isShort ? Settings.shortForm(seed, folder) : Settings.longForm(seed, folder)).run();
        System.exit(verdict.violations().isEmpty() ? 0 : 1);
    }

    Verdict run() throws Exception {
        Path folder = Files.createTempDirectory(settings.folder(), "run-");
        try (Vendors vendors = Vendors.start(settings);
                Brokers brokers = Brokers.start(folder);
                Copies copies = new Copies(told(vendors, brokers), routes(), folder)) {
            vendors.deliveries().forwardTo(copies.ports());
            Schedule schedule = Schedule.of(settings, new Faults(settings, brokers, copies, vendors).courses());
            say("Seed %d (ORDEAL_SEED=%d repeats it), %d faults within %d s, logs and results in %s"
                    .formatted(
                            settings.seed(),
                            settings.seed(),
                            schedule.size(),
                            settings.storm().toSeconds(),
                            folder));
            System.out.print(schedule.asText());
            Firm firm = new Firm(vendors.clio(), settings.seed());
            firm.populate(settings.records());
            brokers.awaitReady();
            say("The brokers serve");
            copies.createTopics(brokers.addresses());
            copies.startAll();
            copies.awaitReady();
            Waiting.until("subscriptions", SUBSCRIBING, vendors::areSubscribed);
            say("The copies serve, and Clio delivers");
            Ledger ledger = new Ledger();
            try (TopicFollower reader =
                    new TopicReader(brokers.addresses()).onlyCommitted().follow(TOPICS, ledger::add)) {
                Heap heap = new Heap(copies, settings.longForm() ? 10_000 : 5_000);
                heap.start();
                Traffic traffic = new Traffic(vendors, firm, settings.rate());
                Storm storm = new Storm(schedule, settings.storm());
                traffic.start();
                storm.rage();
                traffic.stop();
                storm.awaitEnd();
                vendors.heal();
                say("The storm is over: %d changes, %.0f a second".formatted(traffic.made(), traffic.perSecond()));
                Judge judge = new Judge(vendors, ledger);
                copies.awaitReady();
                long calm = System.nanoTime();
                Waiting.isTrueWithin(settings.patience(), () -> isRight(vendors, judge));
                double repaired = (System.nanoTime() - calm) / 1e9;
                reader.awaitCaughtUp(CAUGHT_UP);
                heap.stop();
                Verdict verdict = verdict(vendors, ledger, judge, traffic, storm, heap, new Logs(folder), schedule);
                verdict.tell("starts given up", copies.givenUp());
                verdict.tell("seconds until all was right", repaired);
                return told(verdict, schedule, folder);
            }
        }
    }

    private Map<String, String> told(Vendors vendors, Brokers brokers) {
        Map<String, String> told = new HashMap<>(vendors.settings());
        told.put("KAFKA_BROKERS", brokers.proxiedAddresses());
        told.put("LATEST_STATE", "on");
        return told;
    }

    /** As in production, but for what would take longer than a run: an hour becomes seconds, a day a minute. */
    private Map<String, String> routes() {
        return Map.of(
                "clio.poll.period",
                settings.longForm() ? "30000" : "5000",
                "clio.webhook.recheck",
                settings.longForm() ? "4m" : "10s",
                "clio.webhook.reconcile",
                settings.longForm() ? "1m" : "10s",
                "clio.webhook.under_way",
                settings.longForm() ? "2m" : "10s",
                "clio.webhook.max_deleted",
                "1000000",
                "smokeball.poll.period",
                "2000",
                "smokeball.sweep.period",
                "20000",
                "smokeball.max_deleted",
                "1000000");
    }

    private static boolean isRight(Vendors vendors, Judge judge) {
        return vendors.clio().ledger().pending() == 0
                && judge.different().isEmpty()
                && judge.lost().isEmpty();
    }

    private Verdict verdict(
            Vendors vendors,
            Ledger ledger,
            Judge judge,
            Traffic traffic,
            Storm storm,
            Heap heap,
            Logs logs,
            Schedule schedule)
            throws IOException {
        Verdict verdict = new Verdict();
        verdict.tell("seed", settings.seed());
        verdict.tell("date", Instant.now().toString());
        verdict.tell("seconds of storm", settings.storm().toSeconds());
        verdict.tell("faults", schedule.size());
        verdict.tell("records at the beginning", settings.records());
        verdict.tell("changes", traffic.made());
        verdict.tell("changes a second", traffic.perSecond());
        verdict.tell(
                "seconds that Clio's clock was ahead",
                vendors.clioClock().skew().toSeconds());
        verdict.tell(
                "seconds that Smokeball's clock was ahead",
                vendors.smokeballClock().skew().toSeconds());
        verdict.tell("deliveries", vendors.clio().ledger().emitted());
        verdict.tell("deliveries acknowledged", vendors.clio().ledger().acknowledged());
        verdict.tell("deliveries given up by Clio", vendors.clio().ledger().givenUp());
        verdict.tell("records on change topics", ledger.records());
        verdict.none("lost", judge.lost());
        verdict.tell("duplicates", ledger.duplicates());
        double share = (double) ledger.duplicates() / ledger.records();
        if (settings.longForm()) {
            verdict.atMost("share of duplicates", share, MOST_DUPLICATES);
        } else {
            // So many faults for so few changes: each of them interrupts some deliveries, which then come again.
            verdict.tell("share of duplicates", share);
        }
        verdict.none("contradicting ids", ledger.contradictions());
        verdict.none("order violations", judge.reversed());
        verdict.none("latest state that differs", judge.different());
        verdict.none("dead letters", ledger.deadLetters());
        verdict.tell("heap in use after a collection MB", heap.mean());
        verdict.tell("heap slope MB a minute", heap.slope());
        if (settings.longForm() && heap.isEnough()) {
            verdict.atMost("heap growth a minute", heap.slope() / heap.mean(), MOST_GROWTH);
        }
        verdict.tell("log lines", logs.lines());
        verdict.none("secrets in logs", logs.shown(vendors.secrets()));
        verdict.none("faults of the ordeal itself", storm.failures());
        return verdict;
    }

    private Verdict told(Verdict verdict, Schedule schedule, Path folder) throws IOException {
        verdict.tell("seconds in all", (System.nanoTime() - startedAt) / 1e9);
        verdict.write(folder.resolve("ordeal.json"), schedule);
        System.out.println(verdict.table());
        List<String> violations = verdict.violations();
        say(violations.isEmpty() ? "Everything that is promised was kept" : "NOT KEPT, seed " + settings.seed());
        violations.forEach(violation -> System.out.println("  " + violation));
        return verdict;
    }

    private void say(String what) {
        System.out.printf("%6.1f s  %s%n", (System.nanoTime() - startedAt) / 1e9, what);
    }
}
