package io.camelclio.testkit.clio.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A body read to its end: counted and digested as it passes, kept only if it is small. */
record Receipt(long size, byte[] md5, Optional<byte[]> bytes) {

    static Receipt of(InputStream body, long keepUpTo) throws IOException {
        MessageDigest digest = digest();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            digest.update(buffer, 0, read);
            size += read;
            if (size <= keepUpTo) {
                kept.write(buffer, 0, read);
            } else {
                kept = new ByteArrayOutputStream();
            }
        }
        return new Receipt(
                size, digest.digest(), size <= keepUpTo ? Optional.of(kept.toByteArray()) : Optional.empty());
    }

    StoredFile file(String contentType) {
        String digest = HexFormat.of().formatHex(md5);
        return new StoredFile(size, contentType, digest, bytes.map(all -> new KeptBytes(List.of(all))));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
