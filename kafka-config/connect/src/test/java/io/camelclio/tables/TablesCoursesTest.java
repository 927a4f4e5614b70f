package io.camelclio.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.tables.Changes.Version;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Long courses from the vendors to the tables: workers that are killed, tasks that fail, and the figures of the README. */
@Tag("full")
class TablesCoursesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SEED = 20261122;
    private static final Path LOG = Path.of("target", "connect-courses.log");
    private static final String TASKS = "clio.task.latest.v1";
    private static final int RECORDS = 1_000;
    private static final int CHANGES = 200;
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.shared();

    private static Warehouse warehouse;
    private static ConnectWorker worker;
    private static PlayedFirm firm;
    private static Changes changes;

    @BeforeAll
    static void start() throws Exception {
        Files.deleteIfExists(LOG);
        warehouse = Warehouse.start();
        worker = ConnectWorker.start(KAFKA, warehouse, LOG);
        firm = new PlayedFirm(KAFKA, SEED);
        firm.moveIn();
        firm.start();
        worker.deploy("clio-tables");
        worker.deploy("smokeball-tables");
        changes = new Changes(KAFKA.bootstrapServers());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {changes, worker, firm, warehouse}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void noRowIsWrongThoughWorkersAreKilledInTheMiddle() throws Exception {
        Random random = new Random(SEED);
        Map<String, History> histories = Map.of(
                "clio.task", new History("killed", RECORDS, true, random),
                "smokeball.task", new History("killed", RECORDS, false, random));
        List<Runnable> sending = new ArrayList<>();
        histories.forEach((entity, history) -> {
            List<Version> twice = new ArrayList<>(history.deliveries());
            twice.addAll(history.deliveries());
            twice.forEach(version -> sending.add(() -> changes.send(entity + ".v1", version)));
        });
        Collections.shuffle(sending, random);

        int third = sending.size() / 3;
        sending.subList(0, third).forEach(Runnable::run);
        restartKilled();
        sending.subList(third, 2 * third).forEach(Runnable::run);
        worker.replay("clio-tables");
        worker.replay("smokeball-tables");
        sending.subList(2 * third, sending.size()).forEach(Runnable::run);
        restartKilled();

        int rows = 0;
        int wrong = 0;
        for (Map.Entry<String, History> history : histories.entrySet()) {
            String table = history.getKey().replace('.', '_');
            warehouse.awaitRows(table, changes.mark(history.getKey() + ".v1"));
            Map<String, String> expected = history.getValue().expected();
            Map<String, String> shown = warehouse.records(table, "killed");
            rows += expected.size();
            for (String key : union(expected, shown)) {
                wrong += String.valueOf(expected.get(key)).equals(shown.get(key)) ? 0 : 1;
            }
        }
        System.out.printf(
                "%d deliveries of %d records, each version up to six times, in any order, 2 workers killed, 2 replays:"
                        + " %d rows, %d wrong%n",
                sending.size(), 2 * RECORDS, rows, wrong);
        assertThat(wrong).as("seed " + SEED).isZero();
    }

    private static List<String> union(Map<String, String> expected, Map<String, String> shown) {
        Map<String, String> all = new HashMap<>(expected);
        all.putAll(shown);
        return List.copyOf(all.keySet());
    }

    private static void restartKilled() throws Exception {
        worker.kill();
        worker = ConnectWorker.start(KAFKA, warehouse, LOG);
        worker.awaitUp();
    }

    /** It holds a batch in the middle of its writing, so long that another worker takes over and goes further. */
    @Test
    void workerThatWakesUpWritesNothingOldOverWhatAnotherOneHasWritten() throws Exception {
        changes.send(TASKS, Version.of("late/changed", "{\"version\":1}"));
        changes.send(TASKS, Version.of("late/deleted", "{\"version\":1}"));
        warehouse.awaitRows("clio_task", List.of("late/changed", "late/deleted"));
        // Told apart by their sessions: each batch that has written version 2, early or late.
        warehouse.execute("create table writes (key text, backend integer default pg_backend_pid());"
                + " create function witness() returns trigger language plpgsql as"
                + " $$ begin insert into writes values (new.key); return new; end $$;"
                + " create trigger a_witness before insert on integration.clio_task for each row"
                + " when (convert_from(new.record, 'UTF8') = '{\"version\":2}') execute function witness()");
        warehouse.network().stallRequests();
        changes.send(TASKS, Version.of("late/changed", "{\"version\":2}"));
        changes.send(TASKS, Version.of("late/deleted", "{\"version\":2}")).get();
        await("the worker writes").atMost(PATIENCE).until(warehouse.network()::isHoldingRequests);
        worker.freeze();

        ConnectWorker asleep = worker;
        worker = ConnectWorker.start(KAFKA, warehouse.environmentBesideNetwork(), LOG);
        try (asleep) {
            worker.awaitUp();
            changes.send(TASKS, Version.of("late/changed", "{\"version\":3}"));
            changes.erase(TASKS, "late/deleted");
            warehouse.awaitRows("clio_task", changes.mark(TASKS));
            assertThat(warehouse.records("clio_task", "late")).isEqualTo(Map.of("late/changed", "{\"version\":3}"));

            asleep.wakeUp();
            warehouse.network().restore();

            await("both have written version 2")
                    .atMost(PATIENCE)
                    .until(() -> warehouse
                                    .rows("select key from writes group by key having count(distinct backend) > 1")
                                    .size()
                            == 2);
            assertThat(warehouse.records("clio_task", "late")).isEqualTo(Map.of("late/changed", "{\"version\":3}"));
        } finally {
            warehouse.network().restore();
            warehouse.execute("drop trigger a_witness on integration.clio_task");
        }
    }

    @Test
    void taskThatFailedGoesOnWithTheRowThatWasRefusedOnceItIsRestarted() throws Exception {
        warehouse.execute("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'disk full'; end $$;"
                + " create trigger refusal before insert on integration.clio_task"
                + " for each row when (new.key = 'failed/1') execute function refuse()");
        changes.send("clio.task.latest.v1", Version.of("failed/1", "{}"));
        await("a task has failed").atMost(PATIENCE).until(() -> worker.states("clio-tables")
                .contains("FAILED"));
        changes.send("clio.task.latest.v1", Version.of("failed/2", "{}"));
        warehouse.execute("drop trigger refusal on integration.clio_task");

        worker.restartFailed("clio-tables");

        warehouse.awaitRows("clio_task", List.of("failed/1", "failed/2"));
        worker.awaitRunning("clio-tables");
    }

    @Test
    void rowsComeOnceTheDatabaseIsBackAndFailedTasksAreRestarted() throws Exception {
        warehouse.network().cut();
        changes.send("clio.task.latest.v1", Version.of("away/1", "{}"));
        await("a task has failed").atMost(PATIENCE).until(() -> worker.states("clio-tables")
                .contains("FAILED"));
        warehouse.network().restore();

        await("the row").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            worker.restartFailed("clio-tables");
            worker.restartFailed("smokeball-tables");
            return warehouse.records("clio_task", "away").containsKey("away/1");
        });
        worker.awaitRunning("clio-tables");
    }

    /** From the moment in which the vendor has changed a record until its row shows it. */
    @Test
    void rowShowsAChangeSoonAfterTheVendorMadeIt() {
        await("the firm's records are there").atMost(PATIENCE).untilAsserted(() -> assertThat(firm.rowsWrong(warehouse))
                .isEmpty());
        ClioRecords activities = firm.clio().records("activities");
        long id = activities.all().get(0).id();
        String price = "select json ->> 'reference' from integration.clio_activity where key = '"
                + PlayedFirm.CONNECTION + "/" + id + "'";
        List<Long> millis = new ArrayList<>();
        for (int change = 0; change < CHANGES; change++) {
            String reference = "change " + change;
            long begin = System.nanoTime();
            activities.update(id, Map.of("reference", reference));
            await(reference)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> warehouse.value(price), reference::equals);
            millis.add((System.nanoTime() - begin) / 1_000_000);
        }
        Collections.sort(millis);
        System.out.printf(
                "From a vendor's change to the row: median %d ms, from %d to %d, 99th percentile %d (n = %d)%n",
                millis.get(CHANGES / 2),
                millis.get(0),
                millis.get(CHANGES - 1),
                millis.get(CHANGES * 99 / 100),
                CHANGES);
        assertThat(millis.get(CHANGES / 2)).isLessThan(10_000);
    }
}
