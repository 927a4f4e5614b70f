package io.camelclio.component.webhook;

import java.util.List;
import java.util.function.Function;

/**
 * An HTTP request as an engine received it.
 *
 * @param headers all values of a header by its name in any case; an empty list when it is absent
 * @param body the exact bytes received
 */
record WebhookRequest(String method, Function<String, List<String>> headers, byte[] body) {

    List<String> header(String name) {
        return headers.apply(name);
    }
}
