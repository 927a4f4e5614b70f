package io.camelclio.component.webhook;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets through only the headers that the webhook protocol needs, in either direction. */
final class HeaderAllowList implements HeaderFilterStrategy {

    private static final Set<String> REQUEST =
            Set.of("x-hook-signature", "x-hook-secret", "content-encoding", "content-length", "date");
    private static final Set<String> RESPONSE = Set.of("x-hook-secret", "retry-after", "allow");

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !REQUEST.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !RESPONSE.contains(name.toLowerCase(Locale.ROOT));
    }
}
