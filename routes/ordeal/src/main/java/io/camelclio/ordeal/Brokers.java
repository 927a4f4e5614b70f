package io.camelclio.ordeal;

import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.net.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers as processes. The copies of the application reach each through a piece of network of its own; the ordeal
 * itself, which has to see what is true, reaches them directly.
 */
final class Brokers implements AutoCloseable {

    static final int NODES = 3;

    private static final Duration START = Duration.ofMinutes(4);

    private final Path folder;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<Integer> controllers = ports();
    private final List<Integer> clients = ports();
    private final List<Integer> proxied = ports();
    private final List<TcpProxy> networks = new ArrayList<>();
    private final Jvm[] nodes = new Jvm[NODES];
    private final int[] starts = new int[NODES];

    private Brokers(Path folder) {
        this.folder = folder;
        proxied.forEach(port -> networks.add(TcpProxy.listening().forwardTo(port)));
    }

    private static List<Integer> ports() {
        return IntStream.range(0, NODES).mapToObj(node -> LoopbackPorts.free()).toList();
    }

    /** Starts all of them and waits for none. */
    static Brokers start(Path folder) throws IOException {
        Brokers brokers = new Brokers(folder);
        for (int node = 1; node <= NODES; node++) {
            brokers.startNode(node);
        }
        return brokers;
    }

    /** Starts a node, on the data it had. */
    synchronized void startNode(int node) throws IOException {
        Path log = folder.resolve("broker-%d-%d.log".formatted(node, ++starts[node - 1]));
        nodes[node - 1] = Jvm.start(
                "broker " + node,
                log,
                List.of("-Xmx256m", "-Dlog4j2.configurationFile=classpath:ordeal/log4j2.properties"),
                Map.of(),
                BrokerProcess.class,
                clusterId,
                String.valueOf(node),
                controllers.stream().map(String::valueOf).collect(Collectors.joining(",")),
                String.valueOf(clients.get(node - 1)),
                String.valueOf(proxied.get(node - 1)),
                networks.get(node - 1).address(),
                Files.createDirectories(folder.resolve("broker-" + node)).toString());
    }

    void awaitReady() throws IOException, InterruptedException {
        for (int node = 1; node <= NODES; node++) {
            awaitReady(node);
        }
    }

    void awaitReady(int node) throws IOException, InterruptedException {
        Jvm jvm = node(node);
        Waiting.until("broker " + node, START, () -> {
            if (!jvm.isAlive()) {
                throw new IllegalStateException("Broker " + node + " has ended, see its log in " + folder);
            }
            return jvm.hasSaidReady();
        });
    }

    synchronized Jvm node(int node) {
        return nodes[node - 1];
    }

    /** The network between the copies and a node. */
    TcpProxy network(int node) {
        return networks.get(node - 1);
    }

    /** For the copies. */
    String proxiedAddresses() {
        return networks.stream().map(TcpProxy::address).collect(Collectors.joining(","));
    }

    /** For those who have to see what is true. */
    String addresses() {
        return clients.stream().map(port -> LoopbackPorts.HOST + ":" + port).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        for (Jvm node : nodes) {
            if (node != null) {
                node.close();
            }
        }
        networks.forEach(TcpProxy::close);
    }
}
