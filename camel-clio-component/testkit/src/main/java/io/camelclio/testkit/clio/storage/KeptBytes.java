package io.camelclio.testkit.clio.storage;

import io.camelclio.testkit.http.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/** Bytes in memory, in one piece or in the parts they came in. */
record KeptBytes(List<byte[]> parts) implements Content {

    @Override
    public long length() {
        return parts.stream().mapToLong(part -> part.length).sum();
    }

    @Override
    public InputStream open() {
        return new SequenceInputStream(Collections.enumeration(
                parts.stream().map(ByteArrayInputStream::new).toList()));
    }
}
