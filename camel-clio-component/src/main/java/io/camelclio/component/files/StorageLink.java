package io.camelclio.component.files;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.SecureAddress;
import java.net.URI;
import java.util.Map;

/**
 * A signed link with the headers that its signature covers. It is as good as a secret while it lives, so it never shows
 * itself, and it leads over https only, or http within this machine.
 */
record StorageLink(URI address, Map<String, String> headers) {

    StorageLink {
        headers = Map.copyOf(headers);
    }

    /** @param what whose link it is, for messages */
    static StorageLink of(URI address, Map<String, String> headers, String what) throws ClioException {
        if (!SecureAddress.isSecure(address)) {
            throw new ClioException(
                    Kind.REDIRECTED,
                    0,
                    what + " leads to '" + address.getScheme() + "://" + address.getHost()
                            + "'; files are read and stored over https only (http on this machine)");
        }
        return new StorageLink(address, headers);
    }

    @Override
    public String toString() {
        return "StorageLink[" + address.getHost() + "]";
    }
}
