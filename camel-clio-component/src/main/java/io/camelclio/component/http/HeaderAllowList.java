package io.camelclio.component.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets through only the headers that a protocol needs, in either direction.
 *
 * @param request names of a request's headers, in lower case
 * @param response names of an answer's headers, in lower case
 */
record HeaderAllowList(Set<String> request, Set<String> response) implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !request.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !response.contains(name.toLowerCase(Locale.ROOT));
    }
}
