package io.camelclio.component.action;

import io.camelclio.component.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * What the user's browser is told. No answer is kept by anybody, none lets the nonce out of the page's address, and every
 * refusal looks the same.
 */
final class ActionAnswer {

    /** Not proven to be a click in Clio. */
    static final Answer REFUSED =
            page(403, "Clio does not confirm this click. Go back to Clio and click again.", Map.of());

    static final Answer NOT_A_GET = page(405, "This address is opened by a click in Clio.", Map.of("Allow", "GET"));

    static final Answer FAILED = page(500, "Something went wrong here. Go back to Clio and click again.", Map.of());

    static final Answer LATER =
            page(503, "This cannot be done just now. Go back to Clio and click again.", Map.of("Retry-After", "30"));

    private static final String PLAIN_TEXT = "text/plain; charset=utf-8";
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

    private ActionAnswer() {}

    private static Answer page(int status, String words, Map<String, String> more) {
        Map<String, String> headers = headers(PLAIN_TEXT, "no-store");
        headers.putAll(more);
        return new Answer(status, headers, (words + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The route's result: body, {@code Content-Type}, {@code Location}, {@code Cache-Control} and status of its message.
     *
     * @throws InvalidPayloadException when the body cannot be made bytes
     * @throws IllegalArgumentException naming the header whose value cannot be sent
     */
    static Answer of(Message message) throws InvalidPayloadException {
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    "Header " + Exchange.HTTP_RESPONSE_CODE + " is " + status + "; allowed are 200 to 599");
        }
        Map<String, String> headers = headers(contentType(message), value(message, "Cache-Control", "no-store"));
        String location = value(message, "Location", null);
        if (location != null) {
            headers.put("Location", location);
        }
        return new Answer(status, headers, body(message));
    }

    private static Map<String, String> headers(String contentType, String cacheControl) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Cache-Control", cacheControl);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    /** A text is sent in UTF-8, and says so. */
    private static String contentType(Message message) {
        String type = value(message, Exchange.CONTENT_TYPE, PLAIN_TEXT);
        boolean silent = type.startsWith("text/") && !type.contains("charset") && message.getBody() instanceof String;
        return silent ? type + "; charset=utf-8" : type;
    }

    private static byte[] body(Message message) throws InvalidPayloadException {
        if (message.getBody() == null) {
            return new byte[0];
        }
        return message.getBody() instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : message.getMandatoryBody(byte[].class);
    }

    private static String value(Message message, String name, String otherwise) {
        String value = message.getHeader(name, otherwise, String.class);
        if (value != null && !HEADER_VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Header " + name + " has characters that cannot be sent; allowed are printable ones of ASCII");
        }
        return value;
    }
}
