package io.camelclio.ordeal;

import io.camelclio.testkit.process.KillableProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of the ordeal in a JVM of its own, with this one's class path and a log that is kept. */
final class Jvm implements AutoCloseable {

    /** What a part prints when it serves, if it prints anything. */
    static final String READY = "ordeal: ready";

    private static final Pattern USED = Pattern.compile("(?:generation|Metaspace).*?used (\\d+)K");
    private static final int COMMAND_SECONDS = 10;

    private final Process process;
    private final KillableProcess killable;
    private final Path log;

    private Jvm(String name, Process process, Path log) {
        this.process = process;
        this.killable = new KillableProcess(name, process);
        this.log = log;
    }

    /**
     * Starts it and waits for nothing.
     *
     * @param options of the JVM; settings that are secret belong into the environment
     */
    static Jvm start(
            String name,
            Path log,
            List<String> options,
            Map<String, String> environment,
            Class<?> main,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Jvm(name, builder.start(), log);
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it has printed that it serves. */
    boolean hasSaidReady() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1).contains(READY);
    }

    void kill() throws InterruptedException {
        killable.kill();
    }

    /** Kills it without waiting for its end. */
    @Override
    public void close() {
        killable.close();
    }

    /** Told its exit code when it has ended, however that came. */
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Does nothing to one that has ended. */
    void freeze() throws IOException, InterruptedException {
        if (isAlive()) {
            killable.freeze();
        }
    }

    /** Does nothing to one that has ended. */
    void wakeUp() throws IOException, InterruptedException {
        if (isAlive()) {
            killable.wakeUp();
        }
    }

    /** Every write to a file fails from now on, as on a full disk, that to its log too; connections are not touched. */
    void fillDisk() throws IOException, InterruptedException {
        limitFiles("0:");
    }

    /** Ends {@link #fillDisk}. */
    void freeDisk() throws IOException, InterruptedException {
        limitFiles("unlimited:");
    }

    private void limitFiles(String soft) throws IOException, InterruptedException {
        if (!isAlive()) {
            return;
        }
        run(List.of("prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + soft));
    }

    /** Bytes in use after a full collection, or empty when it does not answer now. */
    OptionalLong liveBytes() throws InterruptedException {
        try {
            command("GC.run");
            Matcher used = USED.matcher(command("GC.heap_info"));
            long kilobytes = 0;
            while (used.find()) {
                if (!used.group().startsWith("Metaspace")) {
                    kilobytes += Long.parseLong(used.group(1));
                }
            }
            return kilobytes == 0 ? OptionalLong.empty() : OptionalLong.of(kilobytes * 1024);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private String command(String command) throws IOException, InterruptedException {
        return run(List.of(java("jcmd"), String.valueOf(process.pid()), command));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ordeal-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + Duration.ofSeconds(COMMAND_SECONDS));
            }
            String said = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + said.strip());
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }
}
