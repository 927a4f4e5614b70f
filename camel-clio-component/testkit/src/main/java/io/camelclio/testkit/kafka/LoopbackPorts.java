package io.camelclio.testkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on the loopback address. Free ones are taken from below the range out of which operating systems serve outgoing
 * connections: otherwise a client that keeps trying to reach a stopped broker could itself be given the broker's port.
 */
final class LoopbackPorts {

    static final String HOST = "127.0.0.1";

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private LoopbackPorts() {}

    static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "Found no free port on %s between %d and %d in %d attempts".formatted(HOST, LOWEST, HIGHEST, ATTEMPTS));
    }

    static void requireFree(int port) {
        if (!isFree(port)) {
            throw new IllegalStateException(
                    "Port %d on %s is in use, so the embedded Kafka broker cannot listen there. Stop what uses it, or choose another port (setting KAFKA_PORT; 0 takes any free one)"
                            .formatted(port, HOST));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
