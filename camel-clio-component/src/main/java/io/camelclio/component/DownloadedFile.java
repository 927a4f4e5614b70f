package io.camelclio.component;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A file on its way, for one reader. It says that it is cached, because Camel would otherwise read it into memory before
 * the next step of the route; so it can be read once, and starting again has no effect.
 */
final class DownloadedFile extends FilterInputStream implements StreamCache {

    private final long length;
    private long position;

    /** @param length 0 when it is not known, as Camel has it */
    DownloadedFile(InputStream content, long length) {
        super(content);
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        position += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        int read = super.read(bytes, offset, most);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Camel starts a cached stream again before each step. */
    @Override
    public synchronized void reset() {}

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    /** There is none: branches of a route share the one stream. */
    @Override
    public StreamCache copy(Exchange exchange) {
        return null;
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }
}
