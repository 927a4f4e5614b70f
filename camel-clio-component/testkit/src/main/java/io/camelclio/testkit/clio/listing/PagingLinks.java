package io.camelclio.testkit.clio.listing;

import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Writes the links from page to page, whole URLs on the API's host with the query of the request (Clio, "Paging"). A
 * test may spoil the {@code next} links of a list.
 */
public final class PagingLinks {

    private static final URI HERE = URI.create("");

    private final Supplier<URI> baseUri;
    private final Map<String, URI> foreignHosts = new ConcurrentHashMap<>();

    public PagingLinks(Supplier<URI> baseUri) {
        this.baseUri = baseUri;
    }

    /** From now on the second page of a list links back to the first one. */
    public void loop(String resource) {
        foreignHosts.put(resource, HERE);
    }

    /** From now on the pages of a list link to another host. */
    public void leadTo(String resource, URI host) {
        foreignHosts.put(resource, host);
    }

    public void mend(String resource) {
        foreignHosts.remove(resource);
    }

    String next(String resource, Request request, PageToken token) {
        URI spoilt = foreignHosts.get(resource);
        if (spoilt == null) {
            return link(baseUri.get(), request, Optional.of(token));
        }
        if (!spoilt.equals(HERE)) {
            return link(spoilt, request, Optional.of(token));
        }
        boolean first = request.query().first("page_token").isEmpty();
        return link(baseUri.get(), request, first ? Optional.of(token) : Optional.empty());
    }

    String previous(Request request, PageToken token) {
        return link(baseUri.get(), request, Optional.of(token));
    }

    private static String link(URI host, Request request, Optional<PageToken> token) {
        Query query = request.query().without("offset").without("page_token");
        Query linked =
                token.map(present -> query.with("page_token", present.write())).orElse(query);
        return host + request.path() + "?" + linked.encoded();
    }
}
