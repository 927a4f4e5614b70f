package io.camelclio.testkit.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a broker's data; a temporary one comes and goes with its broker, a given one is kept. While a broker runs
 * no other one is let in: Kafka itself locks the folder only after its controller has begun to write there.
 */
final class DataFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private static final String LOCK = "embedded-kafka.lock";

    private final boolean temporary;
    private Path path;
    private FileChannel lock;

    private DataFolder(Path path) {
        this.temporary = path == null;
        this.path = path;
    }

    static DataFolder temporary() {
        return new DataFolder(null);
    }

    static DataFolder kept(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    /** The folder, or null for a temporary one that does not exist yet or any more. */
    Path path() {
        return path;
    }

    /**
     * Makes the folder if need be and takes it for one broker.
     *
     * @throws IllegalStateException if it cannot be made, or another broker has it
     */
    Path open() {
        try {
            if (path == null) {
                path = Files.createTempDirectory("camel-clio-kafka-");
            }
            Files.createDirectories(path);
            lock();
            return path;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The folder %s for the embedded Kafka broker (setting KAFKA_DATA) cannot be used: %s"
                            .formatted(path == null ? "of temporary files" : path, e),
                    e);
        }
    }

    private void lock() throws IOException {
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IllegalStateException(
                    "The folder %s (setting KAFKA_DATA) is in use by another embedded Kafka broker. Stop that one, or choose another folder"
                            .formatted(path));
        }
        lock = channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Lets the next broker in; does nothing if the folder is not taken. */
    void close() {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} was not released cleanly", path, e);
        }
        lock = null;
    }

    /** Gives the folder up for good. */
    void release() {
        close();
        if (!temporary || path == null) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deletion());
            path = null;
        } catch (IOException e) {
            LOG.warn("The embedded Kafka broker left files behind in {}", path, e);
        }
    }

    /** Deletes bottom up; a file that the broker's last threads deleted first is no error. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
