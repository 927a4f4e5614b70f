package io.camelclio.testkit.smokeball.api;

import java.net.URI;
import java.util.Set;

/**
 * A request's path taken apart. An account's id may stand before the resource; then links in the answer carry it as well
 * (Smokeball documentation, "Making requests").
 *
 * @param accountId the account meant
 * @param base the address that links in the answer begin with
 * @param path the path behind the prefix, without a slash at its end
 */
public record ApiAddress(String accountId, URI base, String path) {

    /**
     * The address of a request.
     *
     * @param accounts the accounts whose ids may stand before a path
     * @param own the account meant where none does
     */
    public static ApiAddress of(URI apiUri, Set<String> accounts, String own, String requestPath) {
        String path = requestPath.length() > 1 && requestPath.endsWith("/")
                ? requestPath.substring(0, requestPath.length() - 1)
                : requestPath;
        int slash = path.indexOf('/', 1);
        String first = slash < 0 ? "" : path.substring(1, slash);
        return accounts.contains(first)
                ? new ApiAddress(first, URI.create(apiUri + "/" + first), path.substring(slash))
                : new ApiAddress(own, apiUri, path);
    }
}
