package io.camelclio.testkit.http;

import java.io.IOException;
import java.io.InputStream;

/** Answers requests with bodies too large for memory. Called by several threads at once, like {@link Handler}. */
@FunctionalInterface
public interface StreamHandler {

    /**
     * Answers one request. What it leaves of the body is read and thrown away before the answer is sent.
     *
     * @param head the request, whose {@link Request#body} is empty
     * @param body the body as it arrives; ends where the body ends
     * @return the answer, never null
     * @throws IOException if the connection breaks within the body; nothing is answered then
     */
    Response handle(Request head, InputStream body) throws IOException;

    /**
     * Hands requests whole to a handler. A body of more than 16 MiB breaks the connection.
     *
     * @param handler answers the requests
     */
    static StreamHandler whole(Handler handler) {
        return (head, body) -> {
            byte[] bytes = body.readNBytes(Wire.MAX_BODY_BYTES + 1);
            if (bytes.length > Wire.MAX_BODY_BYTES) {
                throw new IOException("A body of more than " + Wire.MAX_BODY_BYTES + " bytes");
            }
            return handler.handle(new Request(head.method(), head.path(), head.query(), head.headers(), bytes));
        };
    }
}
