package io.camelclio.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.tables.Changes.Version;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long courses from the vendors to the tables: workers that are killed, tasks that fail, and the figures of the README. */
@Tag("full")
class TablesCoursesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The sink tries 60 times, at least 2 s apart (flush.max.retries, flush.retry.delay.ms). */
    private static final Duration GIVING_UP = Duration.ofMinutes(6);

    private static final long SEED = 20261122;
    private static final Path LOG = Path.of("target", "connect-courses.log");
    private static final String TASKS = "clio.task.latest.v1";
    private static final int RECORDS = 1_000;
    private static final int CHANGES = 200;

    private static Pipeline pipeline;
    private static Warehouse warehouse;
    private static PlayedFirm firm;
    private static Changes changes;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new Pipeline(LOG, SEED);
        warehouse = pipeline.warehouse();
        firm = pipeline.firm();
        changes = pipeline.changes();
        pipeline.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {SEED, SEED + 1, SEED + 2, SEED + 3, SEED + 4})
    void noRowIsWrongThoughWorkersAreKilledInTheMiddle(long seed) throws Exception {
        Random random = new Random(seed);
        String connection = "killed" + seed;
        Map<String, History> histories = Map.of(
                "clio.task", new History(connection, RECORDS, true, random),
                "smokeball.task", new History(connection, RECORDS, false, random));
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
        pipeline.worker().replay("clio-tables");
        pipeline.worker().replay("smokeball-tables");
        sending.subList(2 * third, sending.size()).forEach(Runnable::run);
        restartKilled();

        int rows = 0;
        int wrong = 0;
        for (Map.Entry<String, History> history : histories.entrySet()) {
            String table = history.getKey().replace('.', '_');
            warehouse.awaitRows(table, changes.mark(history.getKey() + ".v1"));
            Map<String, String> expected = history.getValue().expected();
            Map<String, String> shown = warehouse.records(table, connection);
            rows += expected.size();
            for (String key : union(expected, shown)) {
                wrong += String.valueOf(expected.get(key)).equals(shown.get(key)) ? 0 : 1;
            }
        }
        System.out.printf(
                "Seed %d: %d deliveries of %d records, each version up to six times, in any order, 2 workers killed, 2 replays:"
                        + " %d rows, %d wrong%n",
                seed, sending.size(), 2 * RECORDS, rows, wrong);
        assertThat(wrong).as("seed " + seed).isZero();
    }

    private static List<String> union(Map<String, String> expected, Map<String, String> shown) {
        Map<String, String> all = new HashMap<>(expected);
        all.putAll(shown);
        return List.copyOf(all.keySet());
    }

    private static void restartKilled() throws Exception {
        pipeline.worker().kill();
        pipeline.startAnotherWorker(warehouse.environment());
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
        pipeline.worker().freeze();

        try (ConnectWorker asleep = pipeline.startAnotherWorker(warehouse.environmentBesideNetwork())) {
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
        await("a task has failed")
                .atMost(PATIENCE)
                .until(() -> pipeline.worker().states("clio-tables").contains("FAILED"));
        changes.send("clio.task.latest.v1", Version.of("failed/2", "{}"));
        warehouse.execute("drop trigger refusal on integration.clio_task");

        pipeline.worker().restartFailed("clio-tables");

        warehouse.awaitRows("clio_task", List.of("failed/1", "failed/2"));
        pipeline.worker().awaitRunning("clio-tables");
    }

    @Test
    void rowsComeOnceTheDatabaseIsBackAndFailedTasksAreRestarted() throws Exception {
        warehouse.network().cut();
        changes.send("clio.task.latest.v1", Version.of("away/1", "{}"));
        await("a task has failed")
                .atMost(GIVING_UP)
                .until(() -> pipeline.worker().states("clio-tables").contains("FAILED"));
        warehouse.network().restore();

        await("the row").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            pipeline.worker().restartFailed("clio-tables");
            pipeline.worker().restartFailed("smokeball-tables");
            return warehouse.records("clio_task", "away").containsKey("away/1");
        });
        pipeline.worker().awaitRunning("clio-tables");
    }

    /** The firm's application polls twice a second, so half of that is waiting: a quarter of a second. */
    @Test
    void rowShowsAChangeSoonAfterTheVendorMadeIt() throws Exception {
        awaitRightRows();
        ClioRecords activities = firm.clio().records("activities");
        long activity = activities.all().get(0).id();
        SmokeballRecords matters = firm.smokeball().collection("matters");
        String matter = matters.all().get(0);
        Change atClio = new Change(
                reference -> activities.update(activity, Map.of("reference", reference)),
                "select json ->> 'reference' from integration.clio_activity where key = 'firm/" + activity + "'");
        Change atSmokeball = new Change(
                reference -> matters.update(matter, "{\"description\":\"" + reference + "\"}"),
                "select json ->> 'description' from integration.smokeball_matter where key = 'firm/" + matter + "'");

        report("Smokeball, by a poll", atSmokeball.untilItsRowShowsIt());
        firm.startAgainWithWebhooksOnly();
        for (int run = 0; run < 3; run++) {
            report("Clio, by a webhook", atClio.untilItsRowShowsIt());
            report("Smokeball, by a webhook", atSmokeball.untilItsRowShowsIt());
        }
    }

    /** @param query for what the row shows of it */
    private record Change(Consumer<String> made, String query) {

        /** From the moment in which the vendor has changed a record, in milliseconds, sorted. */
        List<Long> untilItsRowShowsIt() {
            List<Long> millis = new ArrayList<>();
            for (int change = 0; change < CHANGES; change++) {
                String text = "change %d at %d".formatted(change, System.nanoTime());
                long begin = System.nanoTime();
                made.accept(text);
                await(text)
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> warehouse.value(query), text::equals);
                millis.add((System.nanoTime() - begin) / 1_000_000);
            }
            Collections.sort(millis);
            return millis;
        }
    }

    private static void report(String way, List<Long> millis) {
        System.out.printf(
                "From a change to its row, %s: median %d ms, 99th percentile %d, from %d to %d (n = %d)%n",
                way,
                millis.get(CHANGES / 2),
                millis.get(CHANGES * 99 / 100),
                millis.get(0),
                millis.get(CHANGES - 1),
                CHANGES);
        assertThat(millis.get(CHANGES / 2)).as(way).isLessThan(10_000);
    }

    private static void awaitRightRows() {
        await("every row is right, seed " + SEED)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(firm.rowsWrong(warehouse)).isEmpty());
    }
}
