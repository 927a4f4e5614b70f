package io.camelclio.tables;

import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * All from the vendors to the tables, nothing of it played but the vendors themselves. The worker reaches Kafka over TLS,
 * with a password and with the rights of its user file and no other.
 */
final class Pipeline implements AutoCloseable {

    /** Whom the README names. */
    static final Path USER = Path.of("../users/camel-clio-tables.yaml");

    private final EmbeddedKafka kafka =
            EmbeddedKafka.builder().secured().build().start();
    private final KafkaUser user = KafkaUser.read(USER);
    private final Warehouse warehouse = Warehouse.start();
    private final PlayedFirm firm;
    private final Changes changes;
    private final Path log;
    private ConnectWorker worker;

    /**
     * Starts all but the firm and the connectors.
     *
     * @param log of the worker
     */
    Pipeline(Path log, long seed) throws IOException, SQLException {
        this.log = log;
        Files.deleteIfExists(log);
        kafka.secured().allow(user.rights());
        worker = startWorker(warehouse.environment());
        firm = new PlayedFirm(kafka, seed);
        changes = new Changes(kafka.bootstrapServers());
    }

    private ConnectWorker startWorker(Map<String, String> database) throws IOException {
        return ConnectWorker.start(kafka.secured(), user.name(), database, log);
    }

    /** Lets the firm work, and returns when its records go into tables. */
    void start() throws Exception {
        firm.moveIn();
        firm.start();
        worker.deploy("clio-tables");
        worker.deploy("smokeball-tables");
    }

    /** Lets Kafka refuse all that is written to a topic, as too long, or take it again; returns when it does. */
    void refuse(String topic, boolean all) throws Exception {
        ConfigEntry limit = new ConfigEntry("max.message.bytes", all ? "100" : "1048588");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        await("Kafka goes by it")
                .atMost(Duration.ofSeconds(30))
                .until(() -> changes.isRefused(topic), refused -> refused == all);
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    PlayedFirm firm() {
        return firm;
    }

    Changes changes() {
        return changes;
    }

    ConnectWorker worker() {
        return worker;
    }

    /**
     * Starts another worker, and returns when it answers.
     *
     * @param database what it is told of the database
     * @return the worker that was there, which is left as it is
     */
    ConnectWorker startAnotherWorker(Map<String, String> database) throws IOException {
        ConnectWorker before = worker;
        worker = startWorker(database);
        worker.awaitUp();
        return before;
    }

    @Override
    public void close() throws IOException {
        ConnectWorker last = worker;
        try (kafka;
                warehouse;
                firm;
                last) {
            changes.close();
        }
    }
}
