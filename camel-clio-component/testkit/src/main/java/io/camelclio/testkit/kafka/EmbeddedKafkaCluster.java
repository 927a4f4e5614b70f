package io.camelclio.testkit.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Three real Kafka nodes in this JVM, each broker and controller in one. Everything is kept on all three, and what is
 * acknowledged is on two of them ({@code min.insync.replicas}), so any one may go.
 *
 * <p>A node that is stopped tells the others nothing: they miss it after 3 s, as after a power cut. With one node left
 * there is no quorum, and nothing is acknowledged until another is back.
 */
public final class EmbeddedKafkaCluster implements AutoCloseable {

    private static final int NODES = 3;

    private final List<EmbeddedKafka> nodes;

    private EmbeddedKafkaCluster() {
        nodes = Quorum.of(NODES).stream()
                .map(quorum -> EmbeddedKafka.builder().oneOf(quorum).build())
                .toList();
    }

    /**
     * A running cluster on free ports, with its data in temporary folders.
     *
     * @throws IllegalStateException if a node does not come up
     */
    public static EmbeddedKafkaCluster started() {
        EmbeddedKafkaCluster cluster = new EmbeddedKafkaCluster();
        try {
            return cluster.startAll();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts the nodes that do not run, and returns when all accept clients. They need each other for it: a node that is
     * started alone while no other runs waits for a second one.
     */
    public EmbeddedKafkaCluster startAll() {
        ExecutorService starters = Executors.newFixedThreadPool(NODES);
        try {
            nodes.stream()
                    .map(node -> CompletableFuture.runAsync(node::start, starters))
                    .toList()
                    .forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IllegalStateException("The embedded Kafka cluster did not start: " + e.getMessage(), e);
        } finally {
            starters.shutdownNow();
        }
        return this;
    }

    /**
     * One node, to be stopped and started on its own.
     *
     * @param id as brokers are numbered, from 1 to 3
     */
    public EmbeddedKafka node(int id) {
        return nodes.get(id - 1);
    }

    /** The ids of all nodes, running or not. */
    public List<Integer> ids() {
        return List.of(1, 2, 3);
    }

    /** Value for a client's {@code bootstrap.servers}: the addresses of all nodes. */
    public String bootstrapServers() {
        return nodes.stream().map(EmbeddedKafka::bootstrapServers).collect(Collectors.joining(","));
    }

    /**
     * Creates one topic, with a replica on each node, and waits until all nodes that run show it; fails if it exists.
     *
     * @param name name of the topic
     * @param partitions number of partitions, at least 1
     * @param settings topic settings under Kafka's own names; may be empty
     */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        List<EmbeddedKafka> running =
                nodes.stream().filter(EmbeddedKafka::isRunning).toList();
        running.get(0).createTopic(name, partitions, settings);
        running.forEach(node -> node.awaitTopic(name));
    }

    /** Stops all nodes for good and deletes their data. */
    @Override
    public void close() {
        nodes.forEach(EmbeddedKafka::close);
    }
}
