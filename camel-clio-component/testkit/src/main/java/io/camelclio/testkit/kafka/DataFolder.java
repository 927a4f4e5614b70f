package io.camelclio.testkit.kafka;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a broker's data; a temporary one comes and goes with its broker, a given one is kept. */
final class DataFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private final boolean temporary;
    private Path path;

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

    Path create() {
        try {
            if (path == null) {
                path = Files.createTempDirectory("camel-clio-kafka-");
            }
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The folder %s for the embedded Kafka broker (setting KAFKA_DATA) cannot be created: %s"
                            .formatted(path == null ? "of temporary files" : path, e),
                    e);
        }
    }

    void release() {
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
