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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;

/**
 * The configuration of a node that is broker and controller in one: everything on every node, little memory, quick to
 * start and to stop. Names and meaning: Apache Kafka documentation, "Broker Configs".
 *
 * @param clientPort port for clients
 * @param quorum the nodes that form the cluster, and which of them this is
 * @param folder existing folder for data and metadata
 * @param secured a further listener with TLS, SASL and ACLs, or null for none
 * @param proxied further listeners that are reached through a proxy only; may be empty
 * @param chosen what wins over all of these
 */
record BrokerSettings(
        int clientPort,
        Quorum quorum,
        Path folder,
        SecuredListener secured,
        List<ProxiedListener> proxied,
        Map<String, String> chosen) {

    private static final String CLIENTS = "CLIENTS";
    private static final String CONTROLLER = "CONTROLLER";

    Map<String, String> asMap() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(node());
        settings.putAll(replicas());
        settings.putAll(small());
        settings.putAll(quick());
        settings.putAll(quorum.isAlone() ? alone() : amongOthers());
        if (secured != null) {
            listener(settings, secured.listener(), secured.listener(), secured.protocol());
            settings.putAll(secured.brokerSettings());
        }
        proxied.forEach(proxy -> listener(settings, proxy.listener(), proxy.advertised(), proxy.protocol()));
        settings.putAll(chosen);
        return settings;
    }

    private static void listener(Map<String, String> settings, String listener, String advertised, String protocol) {
        settings.merge("listeners", listener, BrokerSettings::list);
        settings.merge("advertised.listeners", advertised, BrokerSettings::list);
        settings.merge("listener.security.protocol.map", protocol, BrokerSettings::list);
    }

    private static String list(String first, String second) {
        return first + "," + second;
    }

    private Map<String, String> node() {
        String clients = LoopbackPorts.HOST + ":" + clientPort;
        String controller = quorum.controller();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(quorum.nodeId()),
                "controller.quorum.voters",
                quorum.voters(),
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

    /** On every node; and what is acknowledged survives the loss of any one of several. */
    private Map<String, String> replicas() {
        String all = Integer.toString(quorum.size());
        String allButOne = Integer.toString(Math.max(1, quorum.size() - 1));
        return Map.of(
                "default.replication.factor", all,
                "min.insync.replicas", allButOne,
                "offsets.topic.replication.factor", all,
                "transaction.state.log.replication.factor", all,
                "transaction.state.log.min.isr", allButOne);
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
                // After a hard kill the former session has to run out first.
                "initial.broker.registration.timeout.ms", "120000",
                "log.cleaner.backoff.ms", "500",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                // Without this, a start that gets stuck waits without end.
                "server.max.startup.time.ms", "120000",
                "log.deletion.delay.ms", "1000");
    }

    private static Map<String, String> alone() {
        return Map.of(
                // A busy machine is no reason to fence the only broker.
                "broker.session.timeout.ms", "18000",
                "controlled.shutdown.enable", "true");
    }

    /** A node that stops says goodbye to nobody, so that to the others it is as lost as by a power cut. */
    private static Map<String, String> amongOthers() {
        return Map.of(
                "broker.session.timeout.ms", "3000",
                "replica.lag.time.max.ms", "5000",
                "controlled.shutdown.enable", "false");
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
            int status = StorageTool.execute(
                    new String[] {"format", "--cluster-id", quorum.clusterId(), "--config", file.toString()}, printed);
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
