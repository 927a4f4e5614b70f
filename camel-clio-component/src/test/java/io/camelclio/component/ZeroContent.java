package io.camelclio.component;

import io.camelclio.testkit.http.Content;
import java.io.InputStream;
import java.util.Arrays;

/** Zeros that are made while they are read. */
final class ZeroContent {

    private ZeroContent() {}

    static Content of(long length) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return stream(length);
            }
        };
    }

    static InputStream stream(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int most) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(most, left);
                Arrays.fill(bytes, offset, offset + count, (byte) 0);
                left -= count;
                return count;
            }
        };
    }
}
