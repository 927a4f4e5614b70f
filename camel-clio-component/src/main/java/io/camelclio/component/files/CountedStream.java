package io.camelclio.component.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells any thread how many bytes another one has read. */
final class CountedStream extends FilterInputStream {

    private volatile long count;

    CountedStream(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        int read = super.read(bytes, offset, most);
        add(Math.max(read, 0));
        return read;
    }

    private synchronized void add(int read) {
        count += read;
    }
}
