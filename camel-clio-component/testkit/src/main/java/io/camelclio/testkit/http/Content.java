package io.camelclio.testkit.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The bytes of a body, of known length, which need not all be in memory. Can be read any number of times. */
public interface Content {

    /** How many bytes. */
    long length();

    /** A new stream of exactly {@link #length} bytes. */
    InputStream open();

    /** The first half of these bytes. */
    default Content firstHalf() {
        Content whole = this;
        return new Content() {
            @Override
            public long length() {
                return whole.length() / 2;
            }

            @Override
            public InputStream open() {
                return new RequestBody(whole.open(), RequestBody.Chunks.one(length()));
            }
        };
    }

    /**
     * Bytes in memory.
     *
     * @param bytes what the content consists of; not copied
     */
    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
