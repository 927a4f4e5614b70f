package io.camelclio.component.files;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes of known length that can be read any number of times, range by range: a signed link wants the length first, and
 * a refused part is sent again. What has no length of its own waits in a temporary file that only its owner can read and
 * that closing deletes.
 */
public final class UploadContent implements Closeable {

    private final long length;
    private final Source source;
    private final Path temporary;

    private UploadContent(long length, Source source, Path temporary) {
        this.length = length;
        this.source = source;
        this.temporary = temporary;
    }

    /** Bytes that are in memory already. */
    public static UploadContent of(byte[] bytes) {
        return new UploadContent(
                bytes.length, range -> new ByteArrayInputStream(bytes, (int) range.from(), (int) range.length()), null);
    }

    /** A file, which must not change until this is closed. */
    public static UploadContent of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("The body is no regular file");
        }
        return new UploadContent(Files.size(file), range -> open(file, range), null);
    }

    /** What a stream gives until its end, by way of a temporary file. */
    public static UploadContent of(InputStream stream) throws IOException {
        // The JDK creates temporary files for their owner alone where the file system knows owners.
        Path temporary = Files.createTempFile("camel-clio-", ".upload");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            stream.transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return new UploadContent(Files.size(temporary), range -> open(temporary, range), temporary);
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    InputStream read(Range range) throws IOException {
        return source.read(range);
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            Files.deleteIfExists(temporary);
        }
    }

    private static InputStream open(Path file, Range range) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Bounded(Channels.newInputStream(channel.position(range.from())), range.length());
    }

    private interface Source {
        InputStream read(Range range) throws IOException;
    }

    /** Ends where the range ends. */
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int read = left > 0 ? super.read() : -1;
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int most) throws IOException {
            if (left == 0 && most > 0) {
                return -1;
            }
            int read = super.read(bytes, offset, (int) Math.min(most, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
