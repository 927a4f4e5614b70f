package io.camelclio.pull;

import java.net.URI;
import java.util.Set;

/** Addresses of this machine itself, the only ones to which plain http may carry secrets. */
public final class Loopback {

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Loopback() {}

    public static boolean isLoopback(URI address) {
        return address.getHost() != null && HOSTS.contains(address.getHost());
    }
}
