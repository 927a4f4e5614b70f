package io.camelclio.component.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file cut into parts of one size, the last one smaller: as many as Clio allows, so that a very large file has larger
 * parts (Clio, "Documents").
 */
final class Parts {

    /** Part URLs that one request may ask for. */
    static final int MOST_PER_REQUEST = 50;

    private static final int MOST = 10_000;
    private static final int BUFFER = 64 * 1024;

    private final UploadContent content;
    private final long size;

    Parts(UploadContent content, long size) {
        this.content = content;
        this.size = Math.max(size, (content.length() + MOST - 1) / MOST);
    }

    int count() {
        return (int) Math.max(1, (content.length() + size - 1) / size);
    }

    /** The parts from this number on that one request may name; their bytes are read for their digests. */
    List<Part> from(int first) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (int number = first; number <= count() && parts.size() < MOST_PER_REQUEST; number++) {
            long from = (number - 1) * size;
            Range range = new Range(from, Math.min(size, content.length() - from));
            parts.add(new Part(number, range, md5(range)));
        }
        return parts;
    }

    static ArrayNode described(List<Part> parts) {
        ArrayNode described = JsonNodeFactory.instance.arrayNode();
        for (Part part : parts) {
            described
                    .addObject()
                    .put("part_number", part.number())
                    .put("content_length", part.range().length())
                    .put("content_md5", part.md5());
        }
        return described;
    }

    private String md5(Range range) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = content.read(range)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** @param md5 of its bytes, in base 64 */
    record Part(int number, Range range, String md5) {}
}
