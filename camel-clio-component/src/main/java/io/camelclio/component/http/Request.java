package io.camelclio.component.http;

import java.util.List;
import java.util.function.Function;

/**
 * An HTTP request as an engine received it.
 *
 * @param query the query as it was sent, undecoded and without its question mark; empty when there was none
 * @param headers all values of a header by its name in any case; an empty list when it is absent
 * @param body the exact bytes received
 */
public record Request(String method, String query, Function<String, List<String>> headers, byte[] body) {

    public List<String> header(String name) {
        return headers.apply(name);
    }

    /** Shows nothing of what was sent: it may hold a secret. */
    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
