package io.camelclio.kafka.latest;

import io.camelclio.testkit.process.KillableProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The latest state in a JVM of its own, with an empty folder of its own, so that it can be killed as a whole. */
final class CopyProcess extends KillableProcess {

    private CopyProcess(String name, Process process) {
        super(name, process);
    }

    static CopyProcess start(String brokers, String name, Path folder) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Path own = Files.createTempDirectory(folder, "copy");
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CopyProcess.class.getName(),
                        brokers,
                        name,
                        own.toString()))
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("log").toFile())
                .start();
        return new CopyProcess(name, process);
    }

    /** Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        LatestState latest = new BrokerTopics(args[0], args[1]).copy(Path.of(args[2]));
        latest.start();
        Thread.currentThread().join();
    }
}
