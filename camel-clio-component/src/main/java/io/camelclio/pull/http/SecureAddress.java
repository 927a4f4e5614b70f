package io.camelclio.pull.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where secrets may go: over https, or plain http within this machine, and never to an address that holds one itself. */
public final class SecureAddress {

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private SecureAddress() {}

    /** Whether it is https, or http to a loopback address, with a host and without user info. */
    public static boolean isSecure(URI address) {
        boolean secure = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme()) && isLoopback(address));
        return secure && address.getHost() != null && address.getRawUserInfo() == null;
    }

    /** Whether it is secure and other addresses can be made by appending a path: it has no query and no fragment. */
    public static boolean isBase(URI address) {
        return isSecure(address) && address.getRawQuery() == null && address.getRawFragment() == null;
    }

    public static boolean isLoopback(URI address) {
        return address.getHost() != null
                && LOOPBACK_HOSTS.contains(address.getHost().toLowerCase(Locale.ROOT));
    }

    /** An address for a message: whoever put a user into it put a password there too. */
    public static String withoutUser(String address) {
        return address.replaceAll("//.*@", "//…@");
    }
}
