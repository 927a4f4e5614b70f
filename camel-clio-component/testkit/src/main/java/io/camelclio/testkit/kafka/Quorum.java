package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The nodes of one cluster, each broker and controller in one, as one of them sees them. Known before any of them starts,
 * and the same for all their lives.
 *
 * @param clusterId the cluster's id, with which data folders are formatted
 * @param nodeId this node, from 1
 * @param controllerPorts the port on which each node's controller listens, in the order of the nodes
 */
record Quorum(String clusterId, int nodeId, List<Integer> controllerPorts) {

    /** A node on its own; its controller's port is a free one each time. */
    static Quorum alone() {
        return of(1).get(0);
    }

    /** All nodes of a new cluster. */
    static List<Quorum> of(int nodes) {
        String clusterId = Uuid.randomUuid().toString();
        List<Integer> ports =
                IntStream.range(0, nodes).mapToObj(node -> LoopbackPorts.free()).toList();
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(node -> new Quorum(clusterId, node, ports))
                .toList();
    }

    int size() {
        return controllerPorts.size();
    }

    boolean isAlone() {
        return size() == 1;
    }

    /** Where this node's controller listens. */
    String controller() {
        return controller(nodeId);
    }

    private String controller(int node) {
        return LoopbackPorts.HOST + ":" + controllerPorts.get(node - 1);
    }

    /** Value for {@code controller.quorum.voters}. */
    String voters() {
        return IntStream.rangeClosed(1, size())
                .mapToObj(node -> node + "@" + controller(node))
                .collect(Collectors.joining(","));
    }
}
