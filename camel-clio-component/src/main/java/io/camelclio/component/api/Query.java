package io.camelclio.component.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A query string under construction; names and values are encoded, absent values are left out. */
public final class Query {

    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter unless its value is null. */
    public Query with(String name, Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(encode(name))
                    .append('=')
                    .append(encode(value.toString()));
        }
        return this;
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
