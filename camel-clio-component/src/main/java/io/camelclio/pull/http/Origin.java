package io.camelclio.pull.http;

import java.net.URI;
import java.util.Locale;

/**
 * Where a request goes: the one measure of whether a token may go there too. A port that is not written is the scheme's
 * own; case does not count.
 */
public record Origin(String scheme, String host, int port) {

    public Origin {
        scheme = String.valueOf(scheme).toLowerCase(Locale.ROOT);
        host = String.valueOf(host).toLowerCase(Locale.ROOT);
        if (port == -1) {
            port = scheme.equals("https") ? 443 : 80;
        }
    }

    public static Origin of(URI address) {
        return new Origin(address.getScheme(), address.getHost(), address.getPort());
    }
}
