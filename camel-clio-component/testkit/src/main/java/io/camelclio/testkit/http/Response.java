package io.camelclio.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer of a sandbox. The server adds {@code Date} and {@code Content-Length}.
 *
 * @param status the HTTP status
 * @param headers header fields by name, in the order in which they are sent
 * @param content the body, empty for none
 * @param afterwards runs once the answer has been written, or could not be, on the thread that wrote it
 */
public record Response(int status, Map<String, String> headers, Content content, Runnable afterwards) {

    private static final String JSON = "application/json; charset=utf-8";

    /** Keeps a copy of the headers, in their order. */
    public Response {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /**
     * An answer after which nothing else happens.
     *
     * @param status the HTTP status
     * @param headers header fields by name
     * @param body the body, empty for none
     */
    public Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, Content.of(body), () -> {});
    }

    /**
     * An answer whose body is read while it is sent.
     *
     * @param status the HTTP status
     * @param headers header fields by name
     * @param content the body
     */
    public Response(int status, Map<String, String> headers, Content content) {
        this(status, headers, content, () -> {});
    }

    /**
     * A JSON answer.
     *
     * @param status the HTTP status
     * @param body a JSON text
     */
    public static Response json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A JSON answer whose bytes are sent as they are.
     *
     * @param status the HTTP status
     * @param body a JSON text in UTF-8
     */
    public static Response json(int status, byte[] body) {
        return new Response(status, Map.of("Content-Type", JSON), body);
    }

    /**
     * A web page, such as a proxy or a maintenance notice puts in the place of an API's answer.
     *
     * @param status the HTTP status
     */
    public static Response html(int status) {
        String page = "<!DOCTYPE html>\n<html><body><h1>" + status + "</h1></body></html>\n";
        return new Response(
                status, Map.of("Content-Type", "text/html; charset=utf-8"), page.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A redirect.
     *
     * @param status 302, 303, 307 or the like
     * @param location where it leads
     */
    public static Response redirect(int status, String location) {
        return empty(status).withHeader("Location", location);
    }

    /**
     * An answer without a body.
     *
     * @param status the HTTP status
     */
    public static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    /** The whole body, read into memory. */
    public byte[] body() {
        try (InputStream body = content.open()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the body of an answer", e);
        }
    }

    /**
     * This answer with one more header field.
     *
     * @param name the field's name; a field of exactly this name is replaced
     * @param value the field's value
     */
    public Response withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, content, afterwards);
    }

    /**
     * This answer with another body.
     *
     * @param body its bytes
     */
    public Response withBody(byte[] body) {
        return withContent(Content.of(body));
    }

    /**
     * This answer with another body.
     *
     * @param content the body
     */
    public Response withContent(Content content) {
        return new Response(status, headers, content, afterwards);
    }

    /**
     * This answer, followed by an action.
     *
     * @param action runs after what was to run before, once the answer has been written
     */
    public Response andThen(Runnable action) {
        Runnable before = afterwards;
        return new Response(status, headers, content, () -> {
            before.run();
            action.run();
        });
    }
}
