package io.camelclio.pull.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Query or form parameters under construction; names and values are encoded, absent values are left out. */
public final class Query {

    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter unless its value is null. */
    public Query with(String name, Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? "" : "&")
                    .append(encode(name))
                    .append('=')
                    .append(encode(value.toString()));
        }
        return this;
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The parameters as a query, with a question mark in front; empty without any. */
    public String asQuery() {
        return text.isEmpty() ? "" : "?" + text;
    }

    /** The parameters as a form's body, or as a query without the question mark. */
    public String asForm() {
        return text.toString();
    }
}
