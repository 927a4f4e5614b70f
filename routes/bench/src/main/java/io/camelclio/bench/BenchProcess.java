package io.camelclio.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A part of the bench in a JVM of its own. All of them get the same settings of the JVM. */
final class BenchProcess implements AutoCloseable {

    /** What a part prints when it serves. */
    static final String READY = "bench: ready";

    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Process process;

    private BenchProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static BenchProcess start(String name, Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-Dlog4j2.configurationFile=classpath:bench/log4j2.properties",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        String recordings = System.getenv("BENCH_RECORDINGS");
        if (recordings != null) {
            command.add(
                    1,
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recordings + "/"
                            + name.replaceAll("\\W+", "-") + ".jfr");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new BenchProcess(name, builder.start());
    }

    /** Waits until the part says that it serves; what it says later is thrown away. */
    BenchProcess awaitReady() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.equals(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException(name + " did not start; its own words stand above");
        }
        drain(output);
        return this;
    }

    private void drain(BufferedReader output) {
        Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "output-of-" + name);
        drain.setDaemon(true);
        drain.start();
    }

    /** Processor time that the part has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
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
