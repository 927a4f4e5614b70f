package io.camelclio.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A free port on the loopback address, for servers whose address must be known before they start. Taken from below the
 * range out of which outgoing connections are served, so that none of those takes it meanwhile.
 */
final class FreePort {

    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 20_000;

    private FreePort() {}

    static int any() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                // Taken; the next one may be free.
            }
        }
        throw new IllegalStateException("Found no free port between " + LOWEST + " and " + HIGHEST);
    }
}
