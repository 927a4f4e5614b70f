package io.camelclio.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on the loopback address. Free ones are taken from below the range out of which operating systems serve outgoing
 * connections: otherwise a client that keeps trying to reach a stopped server could itself be given the server's port.
 * They are handed out in turn from a random start, so no two callers in this JVM are given the same one.
 */
public final class LoopbackPorts {

    /** The address on which the ports are free. */
    public static final String HOST = "127.0.0.1";

    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final int ATTEMPTS = 1_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private LoopbackPorts() {}

    /**
     * A port on which nothing listens now; may be called from any thread.
     *
     * @throws IllegalStateException if a thousand ports in a row are in use
     */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int candidate = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("Found no free port on %s between %d and %d in %d attempts"
                .formatted(HOST, LOWEST, LOWEST + COUNT, ATTEMPTS));
    }

    /**
     * Whether a server could listen on a port now.
     *
     * @param port from 1 to 65535
     */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
