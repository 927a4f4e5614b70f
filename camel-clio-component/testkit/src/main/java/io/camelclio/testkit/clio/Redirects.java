package io.camelclio.testkit.clio;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Resources that Clio has moved: a request for one is answered with 307, its query kept (Clio, "Changelog"). */
final class Redirects {

    /** Where a resource is now: its path, and the host if it is another one. */
    record Target(Optional<URI> host, String path) {}

    private final Map<String, Target> targets;
    private final Supplier<URI> baseUri;

    Redirects(Map<String, Target> targets, Supplier<URI> baseUri) {
        this.targets = Map.copyOf(targets);
        this.baseUri = baseUri;
    }

    /** The answer to a request for a resource that has moved; ids behind its path stay. */
    Optional<Response> answer(String prefix, Request request) {
        String path = request.path().substring(prefix.length());
        return targets.entrySet().stream()
                .filter(moved -> path.matches("\\Q" + moved.getKey() + "\\E([/.].*)?"))
                .map(moved -> location(prefix, moved.getKey(), moved.getValue(), path, request))
                .map(location -> Response.redirect(307, location))
                .findFirst();
    }

    private String location(String prefix, String former, Target target, String path, Request request) {
        String query = request.query().encoded();
        return target.host().orElseGet(baseUri)
                + prefix
                + target.path()
                + path.substring(former.length())
                + (query.isEmpty() ? "" : "?" + query);
    }
}
