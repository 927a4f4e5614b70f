package io.camelclio.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camelclio.tables.Changes.Version;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the vendors to the tables with nothing but the real parts: the application, a broker, a worker of Kafka Connect with
 * the files of this folder, and PostgreSQL. Each test has keys of its own.
 */
class TablesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long SEED = 20261122;
    private static final Path LOG = Path.of("target", "connect.log");

    /** A topic of a team's own, of whose table the files here know nothing. */
    private static final String OWN_TOPIC = "clio.relationship.latest.v1";

    private static final String TASKS = "clio.task.latest.v1";
    private static final String MATTERS = "clio.matter.v1";

    private static Pipeline pipeline;
    private static Warehouse warehouse;
    private static ConnectWorker worker;
    private static PlayedFirm firm;
    private static Changes changes;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new Pipeline(LOG, SEED);
        warehouse = pipeline.warehouse();
        worker = pipeline.worker();
        firm = pipeline.firm();
        changes = pipeline.changes();
        pipeline.kafka().createTopic(OWN_TOPIC, 1, Map.of("cleanup.policy", "compact"));
        pipeline.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    @Tag("full")
    void questionsHaveTheAnswersOfTheVendorsRecordsAfterUpdatesDeletionsAndReplays(@TempDir Path folder)
            throws Exception {
        for (int change = 0; change < 60; change++) {
            firm.work();
            if (change == 30) {
                worker.replay("clio-tables");
                worker.replay("smokeball-tables", () -> warehouse.execute("call integration.empty('smokeball')"));
            }
        }

        replayWhatKafkaRefused(folder.resolve("replay"));
        awaitRightRows();
        Answers answers = new Answers(firm);
        assertThat(firmRows("vendor, matter_id, matter, client, entries, hours, amount", "unbilled_time_by_matter"))
                .as("seed " + SEED)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(answers.unbilledTimeByMatter());
        assertThat(firmRows("vendor, week, hours, fees, expenses, amount", "work_in_progress_by_week"))
                .as("seed " + SEED)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(answers.workInProgressByWeek());
        assertThat(firmRows("vendor, user_id, hours, recorded, billed, realisation_percent", "realisation_by_user"))
                .as("seed " + SEED)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(answers.realisationByUser());
        assertThat(firmRows("vendor, stage, matters", "open_matters_by_stage"))
                .as("seed " + SEED)
                .hasSizeGreaterThan(3)
                .containsExactlyInAnyOrderElementsOf(answers.openMattersByStage());
    }

    /** For a while Kafka takes no matter, so that all that come are dead letters; one matter changes again before they are. */
    private static void replayWhatKafkaRefused(Path output) throws Exception {
        awaitRightRows();
        pipeline.refuse(MATTERS, true);
        List<Long> moved = firm.moveMatters();
        TopicReader letters = new TopicReader(pipeline.kafka().bootstrapServers());
        await("a letter of each matter").atMost(PATIENCE).until(() -> letters.readAll("clio.dead_letter.v1").stream()
                .map(letter -> new String(letter.key(), StandardCharsets.UTF_8))
                .collect(Collectors.toSet())
                .containsAll(moved.stream()
                        .map(id -> PlayedFirm.CONNECTION + "/" + id)
                        .toList()));
        pipeline.refuse(MATTERS, false);
        assertThat(firm.rowsWrong(warehouse)).as("the tables lack them").hasSize(moved.size());
        firm.clio().records("matters").update(moved.get(0), Map.of("description", "newer than its letter"));
        await("its row").atMost(PATIENCE).until(() -> firm.rowsWrong(warehouse).size() == moved.size() - 1);

        String printed = firm.replayDeadLetters(output);

        assertThat(printed.lines().filter(line -> line.contains(" replayed to clio.matter.v1-")))
                .as(printed)
                .hasSize(moved.size() - 1);
        assertThat(printed.lines().filter(line -> line.contains(" outdated"))).hasSize(1);
    }

    private static List<List<String>> firmRows(String columns, String view) throws SQLException {
        return warehouse.rows(question(columns, view, PlayedFirm.CONNECTION));
    }

    private static String question(String columns, String view, String connection) {
        return "select %s from practice.%s where connection = '%s'".formatted(columns, view, connection);
    }

    /** In zones of sessions on either side of the world: a day is the day that the vendor names. */
    @Test
    void questionsHaveTheAnswersThatWereWorkedOutByHandThoughSomeRecordsWereDeadLetters(@TempDir Path folder)
            throws Exception {
        GoldenFirm.moveIn(changes);
        for (String entity : GoldenFirm.ENTITIES) {
            warehouse.awaitRows(entity.replace('.', '_'), changes.mark(entity + ".latest.v1"));
        }
        assertThat(goldenRows("UTC", "vendor, stage, matters", "open_matters_by_stage"))
                .isNotEqualTo(GoldenFirm.OPEN_MATTERS_BY_STAGE);

        firm.replayDeadLetters(folder.resolve("replay"));

        for (String entity : GoldenFirm.ENTITIES) {
            warehouse.awaitRows(entity.replace('.', '_'), changes.mark(entity + ".v1"));
        }
        for (String zone : List.of("UTC", "Pacific/Auckland", "Pacific/Honolulu")) {
            assertThat(goldenRows(
                            zone,
                            "vendor, matter_id, matter, client, entries, hours, amount",
                            "unbilled_time_by_matter"))
                    .as(zone)
                    .containsExactlyInAnyOrderElementsOf(GoldenFirm.UNBILLED_TIME_BY_MATTER);
            assertThat(goldenRows(zone, "vendor, week, hours, fees, expenses, amount", "work_in_progress_by_week"))
                    .as(zone)
                    .containsExactlyInAnyOrderElementsOf(GoldenFirm.WORK_IN_PROGRESS_BY_WEEK);
            assertThat(goldenRows(
                            zone,
                            "vendor, user_id, user_name, hours, recorded, billed, realisation_percent",
                            "realisation_by_user"))
                    .as(zone)
                    .containsExactlyInAnyOrderElementsOf(GoldenFirm.REALISATION_BY_USER);
            assertThat(goldenRows(zone, "vendor, stage, matters", "open_matters_by_stage"))
                    .as(zone)
                    .containsExactlyInAnyOrderElementsOf(GoldenFirm.OPEN_MATTERS_BY_STAGE);
        }
    }

    private static List<List<String>> goldenRows(String zone, String columns, String view) throws SQLException {
        return warehouse.rowsIn(zone, question(columns, view, GoldenFirm.CONNECTION));
    }

    @Test
    void noRowIsWrongAfterDuplicatesReorderingsAndReplays() throws Exception {
        Random random = new Random(SEED);
        Map<String, History> histories = Map.of(
                "clio.task", new History("history", 80, true, random),
                "smokeball.task", new History("history", 80, false, random));

        for (Map.Entry<String, History> history : histories.entrySet()) {
            List<Version> deliveries = history.getValue().deliveries();
            int half = deliveries.size() / 2;
            String topic = history.getKey() + ".v1";
            deliveries.subList(0, half).forEach(version -> changes.send(topic, version));
            worker.replay(history.getKey().replace(".task", "-tables"));
            deliveries.subList(half, deliveries.size()).forEach(version -> changes.send(topic, version));
            List<Version> again = new ArrayList<>(deliveries);
            Collections.shuffle(again, random);
            again.forEach(version -> changes.send(topic, version));
        }

        for (Map.Entry<String, History> history : histories.entrySet()) {
            String table = history.getKey().replace('.', '_');
            warehouse.awaitRows(table, changes.mark(history.getKey() + ".v1"));
            assertThat(warehouse.records(table, "history"))
                    .as(table + ", seed " + SEED)
                    .isEqualTo(history.getValue().expected());
        }
    }

    @Test
    void numbersKeepEveryDigit() throws Exception {
        Random random = new Random(SEED);
        Map<String, String> totals = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            BigDecimal total = new BigDecimal(new BigInteger(1 + random.nextInt(200), random), random.nextInt(40));
            String number = (random.nextBoolean() ? "-" : "") + total.toPlainString();
            totals.put("digits/" + i, number);
            changes.send(
                    "clio.bill.latest.v1",
                    Version.of("digits/" + i, "{\"id\":%d,\"total\":%s}".formatted(Long.MAX_VALUE - i, number)));
        }
        warehouse.awaitRows("clio_bill", totals.keySet());

        Map<String, String> shown =
                warehouse.rows("select id, total from clio.bills where connection = 'digits'").stream()
                        .collect(Collectors.toMap(
                                row -> "digits/"
                                        + BigInteger.valueOf(Long.MAX_VALUE).subtract(new BigInteger(row.get(0))),
                                row -> row.get(1)));
        // PostgreSQL knows no negative zero.
        totals.replaceAll((key, number) -> new BigDecimal(number).toPlainString());
        assertThat(shown).as("seed " + SEED).isEqualTo(totals);
    }

    @Test
    void bytesAreKeptAndWhatPostgresRefusesInTextsIsReadAllTheSame() throws Exception {
        // The character U+0000; half an emoji; a backslash before what only looks like one of them.
        String value = """
                {"id":1,"name":"null \\u0000\\u0000 \\\\\\u0000 cut \\ud83d, \\ude00 whole \\ud83d\\ude00 no \\\\u0000"}""";
        changes.send(TASKS, Version.of("texts/1", value));
        warehouse.awaitRows("clio_task", List.of("texts/1"));

        assertThat(warehouse.value(
                        "select convert_from(record, 'UTF8') from integration.clio_task where key = 'texts/1'"))
                .isEqualTo(value);
        assertThat(warehouse.value("select name from clio.tasks where connection = 'texts'"))
                .isEqualTo("null �� \\� cut �, � whole 😀 no \\u0000");
    }

    @Test
    void unreadableAndForeignRecordsStopNothing() throws Exception {
        Map<String, byte[]> unreadable = Map.of(
                "foreign/no-json",
                "no JSON".getBytes(StandardCharsets.UTF_8),
                "foreign/no-text",
                new byte[] {(byte) 0xc3, 0x28, 0},
                "foreign/too-deep",
                "[".repeat(50_000).getBytes(StandardCharsets.UTF_8),
                "foreign/empty",
                new byte[0]);
        unreadable.forEach((key, value) -> changes.sendForeign(TASKS, key, value, Map.of("ce_time", "yesterday")));
        String odd =
                "{\"id\":{},\"due_at\":\"soon\",\"created_at\":\"2026-02-31T25:00:00Z\",\"matter\":7,\"name\":[1]}";
        changes.sendForeign(TASKS, "foreign/odd", odd.getBytes(StandardCharsets.UTF_8), Map.of());
        changes.sendWithDoubledIdentity(TASKS, "foreign/doubled");

        warehouse.awaitRows("clio_task", changes.mark(TASKS));
        assertThat(warehouse.rows("select key from integration.unreadable() where key like 'foreign/%'"))
                .flatExtracting(row -> row)
                .containsExactlyInAnyOrderElementsOf(unreadable.keySet());
        assertThat(warehouse.rows("select name, due_on, created_at, matter_id, changed_at from clio.tasks"
                        + " where connection = 'foreign'"))
                .containsExactlyInAnyOrder(List.of("[1]", "-", "-", "-", "-"), List.of("-", "-", "-", "-", "-"));
        assertThat(worker.states("clio-tables")).containsOnly("RUNNING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999999999",
                "1e22",
                "-1",
                "1e1001",
                "1e131000",
                "3155378976000000000",
                "\"3155378976000000000\"",
                "\"-1\"",
                "NINES"
            })
    void numbersBeyondAllReasonFailNoQuery(String number) throws Exception {
        String odd = number.replace("NINES", '"' + "9".repeat(200_000) + '"');
        String record = """
                {"id":"m","status":"Open","versionId":%1$s,"lastUpdated":%1$s,"rate":%1$s,"durationWorked":%1$s,"amount":1,
                 "amountExcTax":%1$s,"taxInclusive":true,"quantity":%1$s,"price":%1$s,"matter":{"id":"m"}}""".formatted(odd);
        for (String table : List.of("matter", "fee", "expense", "contact", "task")) {
            insert("smokeball_" + table, "beyond/m", record);
        }

        for (List<String> view : warehouse.rows("select table_schema || '.' || table_name from information_schema.views"
                + " where table_schema in ('smokeball', 'practice')")) {
            warehouse.rows("select * from " + view.get(0));
        }
        assertThat(warehouse.rows("select updated_at from smokeball.matters where connection = 'beyond'"))
                .containsExactly(List.of("-"));
    }

    private static void insert(String table, String key, String record) throws SQLException {
        warehouse.execute(("insert into integration.%s (key, record) values ('%s', convert_to('%s', 'UTF8'))"
                        + " on conflict (key) do update set record = excluded.record")
                .formatted(table, key, record));
    }

    @Test
    void lastTickOfTheYear9999IsATime() throws Exception {
        insert("smokeball_matter", "tick/1", "{\"versionId\":\"3155378975999999990\"}");

        assertThat(warehouse.rowsIn("UTC", "select updated_at from smokeball.matters where connection = 'tick'"))
                .containsExactly(List.of("9999-12-31 23:59:59.999999+00"));
    }

    @Test
    void contactIsWhatHasARecordOfItsOwn() throws Exception {
        insert(
                "smokeball_contact",
                "kinds/1",
                "{\"person\":null,\"company\":{\"name\":\"Harbour Pty\"},\"trust\":null}");
        insert("smokeball_contact", "kinds/2", "{\"person\":{\"lastName\":\"Reed\"},\"company\":null}");
        insert("smokeball_contact", "kinds/3", "{\"groupOfPeople\":{},\"trust\":\"none\"}");

        assertThat(warehouse.rows("select type, name from smokeball.contacts where connection = 'kinds'"))
                .containsExactlyInAnyOrder(
                        List.of("Company", "Harbour Pty"), List.of("Person", "Reed"), List.of("GroupOfPeople", "-"));
    }

    @Test
    void erasedAndDeletedRecordsAreGone() throws Exception {
        for (String key : List.of("gone/erased", "gone/deleted", "gone/back")) {
            changes.send(TASKS, Version.of(key, "{}"));
        }
        Version deletion = Version.of("gone/deleted", "");
        changes.send(TASKS, new Version("gone/deleted", null, "deleted", deletion.time(), deletion.asOf(), true));
        changes.erase(TASKS, "gone/erased");
        changes.erase(TASKS, "gone/back");
        changes.send(TASKS, Version.of("gone/back", "{\"id\":1}"));

        warehouse.awaitRows("clio_task", changes.mark(TASKS));
        assertThat(warehouse.records("clio_task", "gone")).isEqualTo(Map.of("gone/back", "{\"id\":1}"));
    }

    @Test
    void whatComesLateChangesNothing() throws Exception {
        LateRows rows = new LateRows(warehouse, "late_one");
        rows.write("changed", "new", 0, 7);
        rows.write("changed", "old", 0, 6);
        rows.write("deleted", "old", 0, 5);
        rows.write("deleted", null, 0, 8);
        rows.write("deleted", "old", 0, 5);
        rows.write("unknown", null, 0, 9);
        rows.write("unknown", "old", 0, 4);
        rows.write("back", null, 0, 10);
        rows.write("back", "new", 0, 11);
        rows.write("again", "old", 0, 12);
        rows.write("again", "same place", 0, 12);
        rows.write("moved", "old", 0, 99);
        rows.write("moved", "new", 1, 3);

        assertThat(rows.shown())
                .isEqualTo(Map.of("changed", "new", "back", "new", "again", "same place", "moved", "new"));
    }

    @Test
    void deletionStaysThoughOneWritesTheRowAtTheSameTimeAndIsDoneLater() throws Exception {
        LateRows rows = new LateRows(warehouse, "late_two");
        try (Connection cutOff = warehouse.connect()) {
            cutOff.setAutoCommit(false);
            rows.write(cutOff, "first", "old", 0, 1);
            CompletableFuture<Void> deletion = rows.writeAsync("first", null, 0, 2);
            await("the deletion waits").atMost(PATIENCE).until(() -> !warehouse
                    .rows("select 1 from pg_locks where not granted")
                    .isEmpty());
            cutOff.commit();
            deletion.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            rows.write(cutOff, "other", "of no matter", 0, 3);
            rows.write("second", null, 0, 5);
            rows.write(cutOff, "second", "old", 0, 4);
            cutOff.commit();
        }

        assertThat(rows.shown()).isEqualTo(Map.of("other", "of no matter"));
    }

    @Test
    void deletionsAreForgottenWithTheNextOneAfterFifteenDays() throws Exception {
        LateRows rows = new LateRows(warehouse, "late_three");
        rows.write("old", null, 0, 1);
        rows.write("not so old", null, 0, 2);
        rows.write("live", "{}", 0, 3);
        rows.age("old", 16);
        rows.age("not so old", 14);
        rows.age("live", 16);

        rows.write("new", null, 0, 4);

        assertThat(rows.keys()).containsExactlyInAnyOrder("not so old", "live", "new");
    }

    /** As where topics were made anew, whose offsets begin again. */
    @Test
    void emptiedTablesTakeWhatStandsBeforeWhatTheyHad() throws Exception {
        LateRows rows = new LateRows(warehouse, "late_four");
        rows.write("live", "{}", 0, 100);
        rows.write("deleted", null, 0, 101);

        warehouse.execute("call integration.empty('late')");
        rows.write("live", "anew", 0, 0);
        rows.write("deleted", "anew", 0, 1);

        assertThat(rows.shown()).isEqualTo(Map.of("live", "anew", "deleted", "anew"));
    }

    @Test
    void rowsTellWhereOnTheTopicTheyStood() throws Exception {
        RecordMetadata sent =
                changes.send(TASKS, Version.of("position/1", "{}")).get();
        warehouse.awaitRows("clio_task", List.of("position/1"));

        assertThat(warehouse.rows(
                        "select kafka_partition, kafka_offset from integration.clio_task where key = 'position/1'"))
                .containsExactly(List.of(String.valueOf(sent.partition()), String.valueOf(sent.offset())));
    }

    @Test
    void goesOnByItselfAfterItsConnectionsToTheDatabaseWereCut() throws Exception {
        changes.send(TASKS, Version.of("cut/before", "{}"));
        warehouse.awaitRows("clio_task", List.of("cut/before"));
        // In the middle of a batch a task would fail, see TablesCoursesTest.
        awaitRightRows();

        warehouse.network().cut();
        warehouse.network().restore();
        changes.send(TASKS, Version.of("cut/after", "{}"));

        warehouse.awaitRows("clio_task", List.of("cut/after"));
        assertThat(worker.states("clio-tables")).containsOnly("RUNNING");
    }

    @Test
    void analystsReadTheViewsAndNothingElse() throws Exception {
        changes.send(TASKS, Version.of("analysts/1", "{\"id\":1,\"name\":\"File the motion\"}"));
        warehouse.awaitRows("clio_task", List.of("analysts/1"));
        warehouse.executeAsAdministrator(grantsOfTheReadme());

        assertThat(warehouse.rowsAs("analysts", "select name from clio.tasks where connection = 'analysts'"))
                .containsExactly(List.of("File the motion"));
        assertThatThrownBy(() -> warehouse.rowsAs("analysts", "select key from integration.clio_task"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    private static String grantsOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher grants = Pattern.compile("create role analysts;.*?(?=```)", Pattern.DOTALL)
                .matcher(readme);
        assertThat(grants.find()).isTrue();
        return grants.group();
    }

    @Test
    void topicOfOnesOwnHasATableThatCanBeCompleted() throws Exception {
        changes.send(OWN_TOPIC, Version.of("own/1", "{\"id\":1,\"description\":\"brother\"}"));
        changes.send(OWN_TOPIC, Version.of("own/2", "{}"));
        changes.erase(OWN_TOPIC, "own/2");
        changes.send(OWN_TOPIC, Version.of("own/3", "{}"));
        await("the table is made")
                .atMost(PATIENCE)
                .until(() -> !warehouse
                                .rows("select 1 from information_schema.columns where table_schema = 'integration'"
                                        + " and table_name = 'clio_relationship' and column_name = 'record'")
                                .isEmpty()
                        && warehouse.records("clio_relationship", "own").containsKey("own/3"));

        warehouse.execute("call integration.prepare('clio_relationship')");

        assertThat(warehouse.rows("select key, json ->> 'description' from integration.clio_relationship"
                        + " where record is not null order by 1"))
                .containsExactly(List.of("own/1", "brother"), List.of("own/3", "-"));
        changes.erase(OWN_TOPIC, "own/1");
        warehouse.awaitRows("clio_relationship", changes.mark(OWN_TOPIC));
        assertThat(warehouse.records("clio_relationship", "own")).isEqualTo(Map.of("own/3", "{}"));
    }

    @Test
    void filesMayBeRunAgainAndKeepTheRows() throws Exception {
        changes.send(TASKS, Version.of("again/1", "{}"));
        warehouse.awaitRows("clio_task", List.of("again/1"));

        warehouse.runFiles();

        assertThat(warehouse.records("clio_task", "again")).isEqualTo(Map.of("again/1", "{}"));
        assertThat(warehouse.rows("select row_count, newest is null from integration.overview()"
                        + " where table_name = 'clio_task' and row_count > 0"))
                .hasSize(1);
    }

    @Test
    void commandsOfTheReadmeDoWhatItSays(@TempDir Path folder) throws Exception {
        assumeTrue(ReadmeCommands.has(List.of("psql", "curl")), "The commands need psql and curl");
        Map<String, String> environment = new HashMap<>(warehouse.environmentOfPsql());
        environment.put("CONNECT_LISTENER", worker.address().toString());
        environment.put("KAFKA_BROKERS", pipeline.kafka().bootstrapServers());
        ReadmeCommands commands = new ReadmeCommands(ReadmeCommands.FOLDER, folder, environment);
        changes.send(TASKS, Version.of("anew/1", "{}"));
        warehouse.awaitRows("clio_task", List.of("anew/1"));
        insert("clio_task", "anew/which the topic does not have", "{}");

        commands.run(ReadmeCommands.block("for file in tables"));
        commands.run(ReadmeCommands.block("for connector in"));
        commands.run(ReadmeCommands.block("curl -sSf -X POST \"$CONNECT_LISTENER/connectors/clio-tables/restart"));
        List<String> state = ReadmeCommands.inline("curl|kafka-consumer-groups.sh");
        assertThat(state).hasSize(2);
        assertThat(commands.run(state.get(0))).contains("\"RUNNING\"").doesNotContain("FAILED");
        await("the group has its partitions again")
                .atMost(Duration.ofMinutes(1))
                .until(() -> commands.run(state.get(1)), said -> said.contains(TASKS));
        try {
            commands.run(ReadmeCommands.block("curl -sSf -X PUT $CONNECT_LISTENER/connectors/clio-tables/stop"));
        } finally {
            worker.resume("clio-tables");
        }

        worker.awaitRunning("clio-tables");
        warehouse.awaitRows("clio_task", changes.mark(TASKS));
        assertThat(warehouse.records("clio_task", "anew")).isEqualTo(Map.of("anew/1", "{}"));
    }

    @Test
    void databaseOfTheReadmeIsWhatTheTestsHave(@TempDir Path folder) throws Exception {
        assumeTrue(
                ReadmeCommands.has(List.of("psql", "createuser", "createdb")),
                "The commands need PostgreSQL's clients");
        String objects = "select table_schema, table_name, column_name, data_type from information_schema.columns"
                + " where table_schema in ('integration', 'clio', 'smokeball', 'practice') order by 1, 2, ordinal_position";
        try (Warehouse bare = Warehouse.bare()) {
            Map<String, String> environment = new HashMap<>(bare.environmentOfPsql());
            environment.put("PGUSER", "postgres");
            ReadmeCommands commands = new ReadmeCommands(ReadmeCommands.FOLDER, folder, environment);

            commands.run("setsid -w sh -e <<'page'\n" + ReadmeCommands.block("createuser") + "\npage");
            commands.run(
                    "psql -v ON_ERROR_STOP=1 -d analytics <<'page'\n" + ReadmeCommands.block("create role") + "\npage");

            assertThat(bare.rows(objects)).hasSizeGreaterThan(300);
        }
    }

    @Test
    void queriesOfTheReadmeRun() throws Exception {
        List<String> queries = new ArrayList<>(ReadmeCommands.inline("select|call"));
        for (String block : ReadmeCommands.blocks("sql")) {
            queries.addAll(List.of(block.split(";\\s*")));
        }
        queries.removeIf(query -> query.matches("(create role|grant) .*|call integration.prepare.*"));

        assertThat(queries).hasSize(7);
        for (String query : queries) {
            warehouse.rows(query);
        }
    }

    @Test
    void passwordOfTheDatabaseIsShownNowhere() throws Exception {
        assertThat(worker.configuration("clio-tables"))
                .contains("${env:TABLES_PASSWORD}")
                .doesNotContain(warehouse.password());
        assertThat(Files.readString(LOG)).contains("clio-tables").doesNotContain(warehouse.password());
    }

    private static void awaitRightRows() {
        await("every row is right, seed " + SEED)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(firm.rowsWrong(warehouse)).isEmpty());
    }
}
