package io.camelclio.ordeal;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One node of the cluster in a JVM of its own, which may be killed at any moment. */
final class BrokerProcess {

    private BrokerProcess() {}

    /**
     * Arguments: the cluster's id, the node's number, the controllers' ports separated by commas, the port for clients, the
     * port behind the proxy, the proxy's address, the data folder.
     */
    public static void main(String[] args) throws InterruptedException {
        List<Integer> controllers =
                Stream.of(args[2].split(",")).map(Integer::valueOf).toList();
        EmbeddedKafka.builder()
                .nodeOf(args[0], Integer.parseInt(args[1]), controllers)
                .port(Integer.parseInt(args[3]))
                .behind(Integer.parseInt(args[4]), args[5])
                .dataFolder(Path.of(args[6]))
                .start();
        System.out.println(Jvm.READY);
        Thread.currentThread().join();
    }
}
