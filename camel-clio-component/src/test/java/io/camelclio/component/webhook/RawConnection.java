package io.camelclio.component.webhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A connection on which a test writes what no HTTP client would, and reads answer by answer or to the end. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /** The head of an answer, its body left out. */
    record Head(String text) {

        int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        Optional<String> header(String name) {
            return Arrays.stream(text.split("\r\n"))
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final URI url;

    RawConnection(URI url) throws IOException {
        this.url = url;
        this.socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param headers whole lines without their ends */
    void startPost(String... headers) throws IOException {
        write("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** @param headers whole lines without their ends; the body's length is added */
    void post(byte[] body, String... headers) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Length: " + body.length + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        write(request.toByteArray());
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next answer; its body is passed over. */
    Head readAnswer() throws IOException {
        Head answer = new Head(readUntil("\r\n\r\n"));
        if (answer.header("transfer-encoding").isPresent()) {
            int length;
            do {
                length = Integer.parseInt(readUntil("\r\n").strip(), 16);
                in.skipNBytes(length + 2);
            } while (length > 0);
        } else {
            in.skipNBytes(answer.header("content-length").map(Integer::parseInt).orElse(0));
        }
        return answer;
    }

    private String readUntil(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The connection ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** The answer, once the other side has closed; fails if it does not in time. */
    String readToTheEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
