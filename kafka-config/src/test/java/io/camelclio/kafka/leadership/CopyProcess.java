package io.camelclio.kafka.leadership;

import io.camelclio.testkit.process.KillableProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A {@link Copy} in a JVM of its own, so that it can be killed and frozen as a whole. */
final class CopyProcess extends KillableProcess {

    private CopyProcess(String name, Process process) {
        super(name, process);
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
}
