package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Maven puts beside the application that runs in production, transitively; the build writes it to a file. */
class ProductionClassPathTest {

    private static final Path CLASS_PATH = Path.of("target", "production-class-path.txt");

    @Test
    void holdsWhatTheApplicationNeeds() throws IOException {
        assertThat(entries())
                .anyMatch(entry -> entry.contains("camel-kafka-"))
                .anyMatch(entry -> entry.contains("kafka-clients-"))
                .anyMatch(entry -> entry.contains("log4j-core-"));
    }

    @Test
    void holdsNoSandboxNoBrokerAndNoTestLibrary() throws IOException {
        assertThat(entries())
                .isNotEmpty()
                .noneMatch(entry -> entry.contains("testkit"))
                .noneMatch(entry -> entry.contains("sandbox"))
                .noneMatch(entry -> entry.contains("kafka_2.13"))
                .noneMatch(entry -> entry.contains("kafka-server"))
                .noneMatch(entry -> entry.matches(".*(junit|assertj|awaitility|archunit).*"));
    }

    /** The end of each entry: the jar's name, or the module where its classes are not packed yet. */
    private static List<String> entries() throws IOException {
        assertThat(CLASS_PATH).as("written by mvn process-test-classes").isRegularFile();
        return Stream.of(Files.readString(CLASS_PATH).split(File.pathSeparator))
                .map(Path::of)
                .map(path -> path.subpath(Math.max(0, path.getNameCount() - 3), path.getNameCount()))
                .map(Path::toString)
                .toList();
    }
}
