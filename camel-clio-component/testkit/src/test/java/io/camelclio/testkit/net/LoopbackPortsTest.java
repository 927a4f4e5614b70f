package io.camelclio.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

    @Test
    void givesPortsOnWhichAServerCanListen() throws Exception {
        int port = LoopbackPorts.free();

        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            assertThat(server.getLocalPort()).isEqualTo(port);
            assertThat(LoopbackPorts.isFree(port)).isFalse();
        }
    }

    @Test
    void givesNoPortTwiceNorOneOfTheRangeForOutgoingConnections() {
        List<Integer> ports = IntStream.range(0, 200)
                .parallel()
                .mapToObj(call -> LoopbackPorts.free())
                .toList();

        assertThat(ports).hasSize(200).doesNotHaveDuplicates().allSatisfy(port -> assertThat(port)
                .isBetween(20_000, 31_999));
    }
}
