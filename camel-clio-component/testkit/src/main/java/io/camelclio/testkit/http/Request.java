package io.camelclio.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request as a sandbox sees it.
 *
 * @param method the method, upper case
 * @param path the decoded path, beginning with a slash, without the query
 * @param query the decoded query
 * @param headers the header fields
 * @param body the whole body, empty if there was none
 */
public record Request(String method, String path, Query query, Headers headers, byte[] body) {

    /**
     * The first value of a header field.
     *
     * @param name the field's name, in any case
     * @return its value, or empty
     */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
