package io.camelclio.kafka.leadership;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Copy} in a JVM of its own, so that it can be killed and frozen as a whole. */
final class CopyProcess implements AutoCloseable {

    private final String name;
    private final Process process;

    private CopyProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static CopyProcess start(Locks locks, String name, Path folder) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        File output = folder.resolve(name + ".log").toFile();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Copy.class.getName(),
                        locks.brokers(),
                        locks.topic(),
                        locks.stateTopic(),
                        locks.times() == null ? "shipped" : locks.times().toString(),
                        name))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        return new CopyProcess(name, process);
    }

    String name() {
        return name;
    }

    /** As by a power cut: nothing is closed, nobody is told. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Every thread stands still, as in a virtual machine that is suspended, until {@link #wakeUp}. */
    void freeze() throws Exception {
        signal("-STOP");
    }

    void wakeUp() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill " + signal + " " + name + " failed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
