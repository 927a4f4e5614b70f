package io.camelclio.testkit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * HTTP/1.1 as far as the sandboxes need it: requests with a length or in chunks, answers with a length, kept
 * connections. Written by hand because the JDK's server dates every answer by the machine's clock. One thread per
 * instance.
 */
final class Wire {

    static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADERS = 200;

    /**
     * A request as it was read.
     *
     * @param query empty if its percent-encoding is broken
     * @param last whether the client wants the connection closed after the answer
     */
    record Incoming(String method, String path, Optional<Query> query, Headers headers, byte[] body, boolean last) {}

    private final InputStream in;
    private final OutputStream out;

    Wire(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = out;
    }

    /**
     * Reads the next request.
     *
     * @return the request, or empty if the client has closed the connection
     * @throws IOException if the connection breaks or what arrives is not HTTP
     */
    Optional<Incoming> read() throws IOException {
        String start = line();
        if (start == null) {
            return Optional.empty();
        }
        String[] words = start.split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new IOException("Not an HTTP/1 request line");
        }
        Headers headers = headers();
        if (headers.first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
            out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
            out.flush();
        }
        byte[] body = body(headers);
        boolean last =
                headers.first("Connection").filter("close"::equalsIgnoreCase).isPresent()
                        || words[2].equals("HTTP/1.0");
        return Optional.of(incoming(words[0], words[1], headers, body, last));
    }

    /**
     * Writes an answer with its length.
     *
     * @param bodyBytes how many of the announced bytes to send; 0 for an answer to HEAD
     */
    void write(Response response, String date, int bodyBytes) throws IOException {
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append(" Sandbox\r\n");
        response.headers().forEach((name, value) -> line(text, name, value));
        line(text, "Date", date);
        boolean bodiless = response.status() == 204 || response.status() == 304;
        if (!bodiless) {
            line(text, "Content-Length", Integer.toString(response.body().length));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ascii(text.append("\r\n").toString()));
        if (!bodiless) {
            bytes.write(response.body(), 0, bodyBytes);
        }
        // One write: nothing waits for the acknowledgement of a first small packet.
        bytes.writeTo(out);
        out.flush();
    }

    /** Writes more of a body that was announced. */
    void write(byte[] body, int from, int to) throws IOException {
        out.write(body, from, to - from);
        out.flush();
    }

    private static Incoming incoming(String method, String target, Headers headers, byte[] body, boolean last)
            throws IOException {
        try {
            String[] parts = target.split("\\?", 2);
            String path = new URI("http://sandbox" + parts[0]).getPath();
            return new Incoming(method, path, query(parts.length == 2 ? parts[1] : null), headers, body, last);
        } catch (URISyntaxException e) {
            throw new IOException("Not a request target");
        }
    }

    private static Optional<Query> query(String raw) {
        try {
            return Optional.of(Query.parse(raw));
        } catch (IllegalArgumentException brokenEncoding) {
            return Optional.empty();
        }
    }

    private Headers headers() throws IOException {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i <= MAX_HEADERS; i++) {
            String line = line();
            if (line == null) {
                throw new IOException("The connection broke within the headers");
            }
            if (line.isEmpty()) {
                return new Headers(fields);
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("Not a header field");
            }
            fields.computeIfAbsent(line.substring(0, colon), none -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        throw new IOException("More than " + MAX_HEADERS + " header fields");
    }

    private byte[] body(Headers headers) throws IOException {
        if (headers.first("Transfer-Encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent()) {
            return chunks();
        }
        return exactly(length(headers.first("Content-Length").orElse("0"), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            if (line == null) {
                throw new IOException("The connection broke between chunks");
            }
            int length = length(line.split(";")[0].strip(), 16);
            if (length == 0) {
                headers();
                return body.toByteArray();
            }
            if (body.size() + length > MAX_BODY_BYTES) {
                throw new IOException("A body of more than " + MAX_BODY_BYTES + " bytes");
            }
            body.writeBytes(exactly(length));
            line();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("The connection broke within the body");
        }
        return bytes;
    }

    private static int length(String text, int radix) throws IOException {
        try {
            int length = Integer.parseInt(text, radix);
            if (length >= 0 && length <= MAX_BODY_BYTES) {
                return length;
            }
        } catch (NumberFormatException notALength) {
            // Refused below, like a length out of range.
        }
        throw new IOException("Not a length from 0 to " + MAX_BODY_BYTES + " bytes");
    }

    /** The next line without its end, or null at the end of the connection. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new IOException("A line of more than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
