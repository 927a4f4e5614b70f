package io.camelclio.testkit.smokeball;

import java.net.URI;

/**
 * A request's path taken apart. An account's id may stand before the resource; then links in the answer carry it as well
 * (Smokeball documentation, "Making requests").
 *
 * @param base the address that links in the answer begin with
 * @param path the path behind the prefix, without a slash at its end
 */
record ApiAddress(URI base, String path) {

    static ApiAddress of(URI apiUri, String accountId, String requestPath) {
        String path = requestPath.length() > 1 && requestPath.endsWith("/")
                ? requestPath.substring(0, requestPath.length() - 1)
                : requestPath;
        String prefix = "/" + accountId;
        return path.startsWith(prefix + "/")
                ? new ApiAddress(URI.create(apiUri + prefix), path.substring(prefix.length()))
                : new ApiAddress(apiUri, path);
    }
}
