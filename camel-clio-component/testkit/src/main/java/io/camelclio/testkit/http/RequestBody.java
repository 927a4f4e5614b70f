package io.camelclio.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The body of one request on a connection, with a length or in chunks; ends where the next request begins. */
final class RequestBody extends InputStream {

    /** What the next part of the body is preceded by. */
    @FunctionalInterface
    interface Chunks {
        /** The length of the next chunk; 0 if there is none, whereupon everything after the last one is read. */
        long next() throws IOException;

        /** A single chunk. */
        static Chunks one(long length) {
            AtomicLong whole = new AtomicLong(length);
            return () -> whole.getAndSet(0);
        }
    }

    private final InputStream in;
    private final Chunks chunks;
    private long left;
    private boolean ended;

    RequestBody(InputStream in, Chunks chunks) {
        this.in = in;
        this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            left = chunks.next();
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new IOException("The connection broke within the body");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Reads what is left and throws it away. */
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }
}
