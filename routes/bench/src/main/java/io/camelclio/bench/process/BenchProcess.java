package io.camelclio.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A part of the bench in a JVM of its own. What it prints as {@code NAME=value} before it serves can be asked for. */
public final class BenchProcess implements AutoCloseable {

    /** What a part prints when it serves. */
    public static final String READY = "bench: ready";

    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final Map<String, String> said = new HashMap<>();
    private Gauges gauges;

    private BenchProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it and waits for nothing. With BENCH_RECORDINGS, a folder, it leaves a flight recording there. */
    public static BenchProcess start(String name, Program program, Map<String, String> environment, String... arguments)
            throws IOException {
        String recordings = System.getenv("BENCH_RECORDINGS");
        List<String> recording = recordings == null
                ? List.of()
                : List.of("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recordings + "/"
                        + name.replaceAll("\\W+", "-") + ".jfr");
        ProcessBuilder builder = new ProcessBuilder(program.command(recording, List.of(arguments)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-of-" + name));
        return new BenchProcess(name, process);
    }

    /** Waits until the part says that it serves; what it says later is thrown away. */
    public BenchProcess awaitReady() throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                said.put(line.substring(0, equals), line.substring(equals + 1));
            }
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException(name + " did not start; its own words stand above");
        }
        drain();
        return this;
    }

    /** Throws away what it prints, so that it never waits for a reader. */
    public void drain() {
        Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "output-of-" + name);
        drain.setDaemon(true);
        drain.start();
    }

    /** What it printed as {@code NAME=value} before it served. */
    public Map<String, String> said() {
        return Map.copyOf(said);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has used so far, and what it holds. */
    public synchronized Gauges gauges() throws IOException {
        if (gauges == null) {
            gauges = Gauges.of(process.pid());
        }
        return gauges;
    }

    /** Its resident memory now, in bytes: VmRSS of Linux, so code, stacks and the JVM's own included. */
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("/proc says nothing of VmRSS of " + name);
    }

    @Override
    public void close() {
        if (gauges != null) {
            gauges.close();
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
