package io.camelclio.tables;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.app.Application;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.LegalPractice;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A firm that works with Clio and with Smokeball, both played, and the real application that brings their records to Kafka.
 * What the firm has is known here from the sandboxes alone.
 */
final class PlayedFirm implements AutoCloseable {

    static final String CONNECTION = "firm";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Clio's resources that have a topic, and what one of it is called. */
    private static final Map<String, String> CLIO = Map.ofEntries(
            Map.entry("activities", "activity"),
            Map.entry("activity_descriptions", "activity_description"),
            Map.entry("activity_rates", "activity_rate"),
            Map.entry("bills", "bill"),
            Map.entry("calendar_entries", "calendar_entry"),
            Map.entry("clio_payments/payments", "clio_payments_payment"),
            Map.entry("communications", "communication"),
            Map.entry("contacts", "contact"),
            Map.entry("documents", "document"),
            Map.entry("folders", "folder"),
            Map.entry("matters", "matter"),
            Map.entry("tasks", "task"));

    /** Smokeball's collections that the firm uses, and what one of it is called. */
    private static final Map<String, String> SMOKEBALL = Map.of(
            "activitycodes", "activity_code",
            "matters", "matter",
            "contacts", "contact",
            "staff", "staff",
            "stages", "matter_stage",
            "fees", "fee",
            "expenses", "expense",
            "invoices", "invoice");

    private static final List<String> STAGES = List.of("Intake", "Discovery", "Trial");

    private final ClioSandbox clio =
            ClioSandbox.builder().unlimited().retryBase(Duration.ofSeconds(1)).start();
    private final SmokeballSandbox smokeball =
            SmokeballSandbox.builder().unlimited().start();
    private final EmbeddedKafka kafka;
    private final Random random;
    private final LegalPractice practice;
    private final Map<String, String> settings;
    private final List<JsonNode> stages = new ArrayList<>();
    private Application application;

    PlayedFirm(EmbeddedKafka kafka, long seed) {
        this.kafka = kafka;
        this.random = new Random(seed);
        this.practice = new LegalPractice(clio, seed);
        this.settings = settings();
    }

    ClioSandbox clio() {
        return clio;
    }

    SmokeballSandbox smokeball() {
        return smokeball;
    }

    /** The firm is there before the application is. */
    void moveIn() {
        practice.populate();
        STAGES.forEach(stage -> stages.add(
                clio.records("matter_stages").create(Map.of("name", stage)).reference()));
        for (ClioRecord matter : clio.records("matters").all()) {
            if (random.nextInt(4) > 0) {
                clio.records("matters").update(matter.id(), Map.of("matter_stage", one(stages)));
            }
        }
        for (int i = 0; i < 30; i++) {
            workAtClio();
        }
        smokeball.collection("staff").addAll(4);
        smokeball.collection("contacts").addAll(4);
        List<String> matters = new ArrayList<>();
        for (String status : List.of("Open", "Open", "Open", "Pending", "Closed", "Open")) {
            matters.add(smokeball
                    .collection("matters")
                    .add("{\"status\":\"" + status + "\",\"isLead\":" + (matters.size() == 2) + "}")
                    .id());
        }
        // The last open matter is in no stage.
        for (String matter : matters.subList(0, matters.size() - 1)) {
            String stage = "{\"matter\":{\"id\":\"%s\"},\"stage\":{\"id\":\"s\",\"name\":\"%s\"}}";
            smokeball.collection("stages").add(stage.formatted(matter, one(STAGES)));
        }
        for (int i = 0; i < 30; i++) {
            workAtSmokeball();
        }
    }

    /** One thing that somebody does, at either vendor. */
    void work() {
        if (random.nextBoolean()) {
            workAtClio();
        } else {
            workAtSmokeball();
        }
    }

    private void workAtClio() {
        if (random.nextInt(3) > 0) {
            practice.nextChange();
            return;
        }
        ClioRecord activity = one(clio.records("activities").all());
        String flag = one(List.of("billed", "non_billable", "no_charge", "flat_rate"));
        clio.records("activities").update(activity.id(), Map.of(flag, random.nextBoolean()));
    }

    /** Each matter at Clio goes to another stage. */
    List<Long> moveMatters() {
        List<Long> moved = new ArrayList<>();
        for (ClioRecord matter : clio.records("matters").all()) {
            String stage = matter.json().path("matter_stage").path("name").asText();
            List<JsonNode> others = stages.stream()
                    .filter(other -> !other.path("name").asText().equals(stage))
                    .toList();
            clio.records("matters").update(matter.id(), Map.of("matter_stage", one(others)));
            moved.add(matter.id());
        }
        return moved;
    }

    private void workAtSmokeball() {
        String matter = one(smokeball.collection("matters").all());
        boolean fee = random.nextInt(3) > 0;
        SmokeballRecords records =
                smokeball.collection(fee ? "fees" : "expenses").under(matter);
        List<String> live = records.all().stream()
                .filter(id -> !records.fields(id).path("isDeleted").booleanValue())
                .toList();
        int choice = random.nextInt(10);
        if (live.size() < 3 || choice < 5) {
            records.add("{\"isBillable\":%s,\"finalized\":%s,\"%s\":\"2026-%02d-%02dT00:00:00Z\"}"
                    .formatted(
                            random.nextInt(5) > 0,
                            random.nextInt(3) == 0,
                            fee ? "feeDate" : "expenseDate",
                            1 + random.nextInt(12),
                            1 + random.nextInt(28)));
        } else if (choice < 9) {
            records.update(one(live), "{\"finalized\":%s}".formatted(random.nextBoolean()));
        } else {
            records.delete(one(live));
        }
    }

    /** Starts the application, which polls twice a second, and returns when Clio delivers to it. */
    void start() throws Exception {
        start(Map.of(), Duration.ofMillis(500));
    }

    /** Starts the application again with Smokeball's webhooks and next to no polls, and returns when both vendors deliver. */
    void startAgainWithWebhooksOnly() throws Exception {
        stop();
        start(
                Map.of(
                        "SMOKEBALL_PUBLIC_URL",
                        settings.get("CLIO_PUBLIC_URL"),
                        "SMOKEBALL_WEBHOOK_KEY",
                        "a key of thirty-two letters long!"),
                Duration.ofHours(1));
        await("Smokeball delivers")
                .atMost(PATIENCE)
                .until(() -> smokeball.webhooks().ids(smokeball.accountId()).size() == 1);
    }

    private void start(Map<String, String> further, Duration period) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(further);
        Given given = Given.of(all::get).with(Map.of("KAFKA_OURS", "true"));
        application = new Application(Settings.read(given), given);
        String millis = String.valueOf(period.toMillis());
        application.override(Map.of(
                "clio.poll.period", millis,
                "smokeball.poll.period", millis,
                "smokeball.full_read.period", millis,
                "smokeball.fan_out.period", millis));
        application.start();
        await("Clio delivers").atMost(PATIENCE).until(this::isSubscribed);
    }

    /** What the application is told by its environment, and its commands too. */
    private Map<String, String> settings() {
        int port = LoopbackPorts.free();
        return Map.ofEntries(
                Map.entry("KAFKA_BROKERS", kafka.bootstrapServers()),
                Map.entry("HTTP_HOST", "127.0.0.1"),
                Map.entry("HTTP_PORT", String.valueOf(port)),
                Map.entry("MANAGEMENT_PORT", String.valueOf(LoopbackPorts.free())),
                Map.entry("CLIO_CONNECTION", CONNECTION),
                Map.entry("CLIO_API_URL", clio.baseUri().toString()),
                Map.entry("CLIO_CLIENT_ID", clio.clientId()),
                Map.entry("CLIO_CLIENT_SECRET", clio.clientSecret()),
                Map.entry("CLIO_REFRESH_TOKEN", clio.refreshToken()),
                Map.entry("CLIO_PUBLIC_URL", "http://127.0.0.1:" + port),
                Map.entry("SMOKEBALL_CONNECTION", CONNECTION),
                Map.entry("SMOKEBALL_API_URL", smokeball.apiUri().toString()),
                Map.entry("SMOKEBALL_AUTH_URL", smokeball.authUri().toString()),
                Map.entry("SMOKEBALL_API_KEY", smokeball.apiKey()),
                Map.entry("SMOKEBALL_CLIENT_ID", smokeball.clientId()),
                Map.entry("SMOKEBALL_CLIENT_SECRET", smokeball.clientSecret()),
                Map.entry("SMOKEBALL_COLLECTIONS", String.join(",", SMOKEBALL.values()) + ",task"));
    }

    /**
     * Replays all dead letters by the application's command, in a process of its own.
     *
     * @return what it prints
     * @throws AssertionError if letters stay open
     */
    String replayDeadLetters(Path output) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.camelclio.app.ClioToKafka",
                "dead-letters",
                "replay",
                "--all",
                "--yes",
                "--by",
                "analytics");
        command.environment().putAll(settings);
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String printed = Files.readString(output);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("Letters stay open: " + printed);
        }
        return printed;
    }

    private boolean isSubscribed() {
        return clio.records("webhooks").all().stream()
                        .filter(webhook ->
                                webhook.json().path("status").asText().equals("enabled"))
                        .count()
                == 10;
    }

    /** The present records of Clio, by resource. */
    List<ObjectNode> atClio(String resource) {
        return clio.records(resource).all().stream().map(ClioRecord::json).toList();
    }

    /** The present records of Smokeball as its API shows them, those that are deleted left out. */
    Map<RecordKey, ObjectNode> atSmokeball(String collection) {
        Map<RecordKey, ObjectNode> records = new HashMap<>();
        smokeball.ledger().state(collection).forEach((key, bytes) -> {
            ObjectNode record = Json.read(bytes).orElseThrow();
            if (!isDeleted(collection, record)) {
                records.put(key, record);
            }
        });
        return records;
    }

    /** What a record goes by on Kafka: of a stage it is its matter's id. */
    private static String key(String collection, ObjectNode record) {
        JsonNode identified = collection.equals("stages") ? record.path("matter") : record;
        return CONNECTION + "/" + identified.path("id").asText();
    }

    /** How a deletion looks (Smokeball, "API reference"): a flag, and of some records a status. */
    private static boolean isDeleted(String collection, ObjectNode record) {
        return record.path("isDeleted").asBoolean()
                || record.path("former").asBoolean()
                || record.path("status").asText().equals("Deleted")
                || collection.equals("invoices")
                        && record.path("status").asText().equals("3");
    }

    /** Rows that are missing, that should not be there, or that show a value which is not the vendor's, digit by digit. */
    List<String> rowsWrong(Warehouse warehouse) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> resource : CLIO.entrySet()) {
            Map<String, ObjectNode> expected = new HashMap<>();
            atClio(resource.getKey())
                    .forEach(record ->
                            expected.put(CONNECTION + "/" + record.path("id").asText(), record));
            compare("clio_" + resource.getValue(), expected, warehouse, wrong);
        }
        for (Map.Entry<String, String> collection : SMOKEBALL.entrySet()) {
            Map<String, ObjectNode> expected = new HashMap<>();
            atSmokeball(collection.getKey())
                    .values()
                    .forEach(record -> expected.put(key(collection.getKey(), record), record));
            compare("smokeball_" + collection.getValue(), expected, warehouse, wrong);
        }
        return wrong;
    }

    private static void compare(String table, Map<String, ObjectNode> expected, Warehouse warehouse, List<String> wrong)
            throws Exception {
        Map<String, ObjectNode> missing = new HashMap<>(expected);
        for (List<String> row : warehouse.rows("select key, json from integration." + table + " where key like '"
                + CONNECTION + "/%' and record is not null")) {
            ObjectNode record = missing.remove(row.get(0));
            if (record == null || !agrees(record, Json.object(row.get(1)))) {
                wrong.add(table + " " + row + ", but at the vendor " + record);
            }
        }
        missing.keySet().forEach(key -> wrong.add(table + " " + key + " is missing"));
    }

    /** Of a nested record a field list may have chosen some fields. */
    private static boolean agrees(JsonNode vendors, JsonNode shown) {
        if (shown.isObject() && vendors.isObject()) {
            return shown.properties().stream()
                    .allMatch(field -> agrees(vendors.path(field.getKey()), field.getValue()));
        }
        if (shown.isArray() && vendors.isArray()) {
            return shown.size() == vendors.size()
                    && IntStream.range(0, shown.size()).allMatch(i -> agrees(vendors.get(i), shown.get(i)));
        }
        return shown.isNull() && vendors.isMissingNode() || shown.toString().equals(vendors.toString());
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Override
    public void close() {
        stop();
        clio.close();
        smokeball.close();
    }
}
