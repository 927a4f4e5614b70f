package io.camelclio.component.http;

import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * The HTTP server of an application, where it can do more than platform-http lets it: read a body only as far as wanted,
 * and hold no thread while the route works. A bean of this type in the registry is preferred to platform-http.
 */
public interface HttpEngine {

    /**
     * An adapter that is not started.
     *
     * @param maxBodySize bytes of a body that the handler takes; of a longer one it is given one more than these, by which
     *     it sees that it is longer
     */
    HttpAdapter adapter(String path, RequestHandler handler, int maxBodySize);

    /** The application's own, if there is one. */
    static Optional<HttpEngine> of(CamelContext context) {
        return Optional.ofNullable(context.getRegistry().findSingleByType(HttpEngine.class));
    }
}
