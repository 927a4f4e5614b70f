package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The configuration of a single node that is broker and controller in one: everything replicated once, little memory,
 * quick to start and to stop. Names and meaning: Apache Kafka documentation, "Broker Configs".
 *
 * @param clientPort port for clients
 * @param controllerPort port for the controller's listener
 * @param folder existing folder for data and metadata
 * @param secured a further listener with TLS, SASL and ACLs, or null for none
 */
record BrokerSettings(int clientPort, int controllerPort, Path folder, SecuredListener secured) {

    private static final int NODE_ID = 1;
    private static final String CLIENTS = "CLIENTS";
    private static final String CONTROLLER = "CONTROLLER";

    Map<String, String> asMap() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(node());
        settings.putAll(singleReplica());
        settings.putAll(small());
        settings.putAll(quick());
        if (secured != null) {
            settings.merge("listeners", secured.listener(), BrokerSettings::list);
            settings.merge("advertised.listeners", secured.listener(), BrokerSettings::list);
            settings.merge("listener.security.protocol.map", secured.protocol(), BrokerSettings::list);
            settings.putAll(secured.brokerSettings());
        }
        return settings;
    }

    private static String list(String first, String second) {
        return first + "," + second;
    }

    private Map<String, String> node() {
        String clients = LoopbackPorts.HOST + ":" + clientPort;
        String controller = LoopbackPorts.HOST + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                CLIENTS,
                "listeners",
                CLIENTS + "://" + clients + "," + CONTROLLER + "://" + controller,
                "advertised.listeners",
                CLIENTS + "://" + clients,
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs",
                folder.toString(),
                "auto.create.topics.enable",
                "false");
    }

    private static Map<String, String> singleReplica() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1");
    }

    private static Map<String, String> small() {
        return Map.of(
                "offsets.topic.num.partitions", "2",
                "transaction.state.log.num.partitions", "2",
                "log.segment.bytes", Integer.toString(16 * 1024 * 1024),
                "log.index.size.max.bytes", Integer.toString(256 * 1024),
                "log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024),
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "2");
    }

    private static Map<String, String> quick() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "broker.heartbeat.interval.ms", "300",
                // A busy machine is no reason to fence the only broker.
                "broker.session.timeout.ms", "18000",
                // After a hard kill the former session has to run out first.
                "initial.broker.registration.timeout.ms", "120000",
                "log.cleaner.backoff.ms", "500",
                "controlled.shutdown.enable", "true",
                "log.deletion.delay.ms", "1000");
    }

    /**
     * Makes an empty folder a Kafka log folder, as {@code kafka-storage.sh format} does; one that is formatted already
     * stays as it is.
     */
    void formatStorage() throws IOException {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Path file = Files.createTempFile("camel-clio-kafka-", ".properties");
        try (PrintStream printed = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            writeTo(file);
            String clusterId = Uuid.randomUuid().toString();
            int status = StorageTool.execute(
                    new String[] {"format", "--cluster-id", clusterId, "--config", file.toString()}, printed);
            if (status != 0) {
                throw new IOException("formatting the data folder failed: " + output.toString(StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
    }

    private void writeTo(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(asMap());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }
}
