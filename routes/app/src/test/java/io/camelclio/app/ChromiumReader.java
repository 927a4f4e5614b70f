package io.camelclio.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Chromium with the status page open at phone and desktop width, light and dark, in the hands of {@code look.js}. What
 * that needs from npm is put into the build's folder as its lock file says; the browser itself has to be there.
 */
final class ChromiumReader implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/browser");
    private static final Path FOLDER = Path.of("target/browser");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChromiumReader(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "chromium-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        } catch (IOException e) {
            lines.add("The browser's output ended: " + e);
        }
    }

    /** What is missing on this machine to open the page in a browser; empty when nothing is. */
    static Optional<String> missing() {
        if (chromium().isEmpty()) {
            return Optional.of("there is no Chromium: install Debian's package chromium, or name one by CHROMIUM");
        }
        return onPath("node").isEmpty() || onPath("npm").isEmpty()
                ? Optional.of("there is no Node.js with npm: install Debian's packages nodejs (20 or newer) and npm")
                : Optional.empty();
    }

    private static Optional<Path> chromium() {
        return Optional.ofNullable(System.getenv("CHROMIUM"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .or(() -> onPath("chromium"));
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where {@link #look} puts a screenshot of each view. */
    static Path screenshot(String scene, String view) {
        return FOLDER.resolve(scene + "-" + view + ".png");
    }

    /** Opens the page in all four views, and returns when it is there. */
    static ChromiumReader open(URI page) throws Exception {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "look.js")) {
            Files.write(FOLDER.resolve(file), Files.readAllBytes(SCRIPT.resolve(file)));
        }
        Path log = FOLDER.resolve("npm.txt");
        Process npm = start(log, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (!npm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IllegalStateException("npm ci failed in " + FOLDER + ": " + Files.readString(log));
        }
        Process node = new ProcessBuilder(
                        "node", "look.js", chromium().orElseThrow().toString(), page.toString(), ".")
                .directory(FOLDER.toFile())
                .redirectError(FOLDER.resolve("look.txt").toFile())
                .start();
        ChromiumReader reader = new ChromiumReader(node);
        reader.awaitLine("ready");
        return reader;
    }

    private static Process start(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * Waits until the page shows some words, in every view, and looks at it.
     *
     * @return what each view shows, then what the scene tells of all of them: {@code errors}, and {@code keyboard} of the flow
     */
    List<JsonNode> look(String scene, String shows, Duration within) throws Exception {
        orders.write(JSON.writeValueAsString(Map.of("scene", scene, "shows", shows, "within", within.toMillis())));
        orders.write("\n");
        orders.flush();
        List<JsonNode> found = new ArrayList<>();
        do {
            found.add(awaitLine("scene"));
        } while (!found.get(found.size() - 1).has("done"));
        return found;
    }

    private JsonNode awaitLine(String field) throws Exception {
        String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        JsonNode told = line == null || !line.startsWith("{") ? null : JSON.readTree(line);
        if (told == null || !told.has(field)) {
            throw new IllegalStateException("The browser said " + line + " instead of '" + field + "': "
                    + Files.readString(FOLDER.resolve("look.txt")));
        }
        return told;
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
