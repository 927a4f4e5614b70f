package io.camelclio.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The archive, unpacked. Its commands see nothing of this process's environment but what Java they are to use. */
final class Installation {

    private static final long SECONDS = 120;

    private final Path home;
    private final Path elsewhere;

    private Installation(Path home, Path elsewhere) {
        this.home = home;
        this.elsewhere = elsewhere;
    }

    /** What a command said, and with what it ended. */
    record Outcome(int exit, String out, String err) {}

    /** @param folder becomes the parent of the installation, and has a folder from which commands are called */
    static Installation unpackedTo(Path folder) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(folder.resolve("with a space"));
        Path archive = Path.of(System.getProperty("distribution.archive")).toAbsolutePath();
        assertThat(archive).as("made by mvn package").isRegularFile();
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", parent.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> unpacked = Files.list(parent)) {
            List<Path> folders = unpacked.toList();
            assertThat(folders).hasSize(1);
            return new Installation(folders.get(0), Files.createDirectories(folder.resolve("elsewhere")));
        }
    }

    Path home() {
        return home;
    }

    Path file(String name) {
        return home.resolve(name);
    }

    /** The names of all files in a folder of it, without its own. */
    List<String> files(String name) throws IOException {
        Path folder = file(name);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(found -> folder.relativize(found).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Replaces a text that has to be there. */
    void edit(String file, String text, String by) throws IOException {
        String content = Files.readString(file(file));
        assertThat(content).contains(text);
        Files.writeString(file(file), content.replace(text, by));
    }

    /** Runs {@code bin/camel-clio} from another folder to its end. */
    Outcome call(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return call(file("bin/camel-clio"), environment, arguments);
    }

    Outcome call(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return callWithInput("", script, environment, arguments);
    }

    /** Runs a script to its end, with a text piped into it. */
    Outcome callWithInput(String input, Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile(elsewhere, "in", ".txt"), input);
        Path out = Files.createTempFile(elsewhere, "out", ".txt");
        Path err = Files.createTempFile(elsewhere, "err", ".txt");
        Process process = start(script, environment, arguments, builder -> builder.redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile()));
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("ends within %d s", SECONDS)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    /** Starts {@code bin/camel-clio} from another folder. */
    Process start(Map<String, String> environment, Path log, String... arguments) throws IOException {
        return start(file("bin/camel-clio"), environment, arguments, builder -> builder.redirectErrorStream(true)
                .redirectOutput(log.toFile()));
    }

    private interface Streams {
        void of(ProcessBuilder builder);
    }

    private Process start(Path script, Map<String, String> environment, String[] arguments, Streams streams)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
        builder.environment().clear();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Nothing but the shell and Java: not even ls.
        builder.environment().put("PATH", elsewhere.toString());
        builder.environment().putAll(environment);
        streams.of(builder);
        return builder.start();
    }
}
