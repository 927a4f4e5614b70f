package io.camelclio.testkit.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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
    private static final long MAX_STREAM_BYTES = 5L * 1024 * 1024 * 1024;
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADERS = 200;
    private static final int BUFFER_BYTES = 64 * 1024;

    /**
     * A request as it was read.
     *
     * @param query empty if its percent-encoding is broken
     * @param body not yet read; must be before the answer is written
     * @param last whether the client wants the connection closed after the answer
     */
    record Incoming(
            String method, String path, Optional<Query> query, Headers headers, RequestBody body, boolean last) {}

    private final InputStream in;
    private final OutputStream out;

    Wire(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
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
        RequestBody body = new RequestBody(in, chunks(headers));
        boolean last =
                headers.first("Connection").filter("close"::equalsIgnoreCase).isPresent()
                        || words[2].equals("HTTP/1.0");
        return Optional.of(incoming(words[0], words[1], headers, body, last));
    }

    /** Writes the head of an answer, which announces the length of its body; sent with what is written next. */
    void writeHead(Response response, String date) throws IOException {
        StringBuilder text =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append(" Sandbox\r\n");
        response.headers().forEach((name, value) -> line(text, name, value));
        line(text, "Date", date);
        if (response.status() != 204 && response.status() != 304) {
            line(text, "Content-Length", Long.toString(response.content().length()));
        }
        out.write(ascii(text.append("\r\n").toString()));
    }

    /** Writes the next bytes of a body, together with what is not sent yet. */
    void write(InputStream body, long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, bytes)];
        long left = bytes;
        while (left > 0) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("A content shorter than its length");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        out.flush();
    }

    private static Incoming incoming(String method, String target, Headers headers, RequestBody body, boolean last)
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

    private RequestBody.Chunks chunks(Headers headers) throws IOException {
        if (headers.first("Transfer-Encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent()) {
            return new ChunkLines();
        }
        long length = length(headers.first("Content-Length").orElse("0"), 10);
        return RequestBody.Chunks.one(length);
    }

    /** Reads what stands before, between and after chunks. */
    private final class ChunkLines implements RequestBody.Chunks {
        private boolean first = true;

        @Override
        public long next() throws IOException {
            if (!first) {
                line();
            }
            first = false;
            String line = line();
            if (line == null) {
                throw new IOException("The connection broke between chunks");
            }
            long length = length(line.split(";")[0].strip(), 16);
            if (length == 0) {
                headers();
            }
            return length;
        }
    }

    private static long length(String text, int radix) throws IOException {
        try {
            long length = Long.parseLong(text, radix);
            if (length >= 0 && length <= MAX_STREAM_BYTES) {
                return length;
            }
        } catch (NumberFormatException notALength) {
            // Refused below, like a length out of range.
        }
        throw new IOException("Not a length from 0 to " + MAX_STREAM_BYTES + " bytes");
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
