package io.camelclio.app;

import io.camelclio.testkit.process.KillableProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** A copy of the application in a JVM of its own, so that it can be killed and frozen as a whole. */
final class ApplicationProcess extends KillableProcess {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final URI management;

    /** @param address where deliveries come in, without a slash at its end */
    ApplicationProcess(String name, Process process, URI address, URI management) {
        super(name, process);
        this.address = address;
        this.management = management;
    }

    URI address() {
        return address;
    }

    /** Writes what its memory holds after a collection to a new file. */
    void dumpHeap(Path file) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process dump = new ProcessBuilder(jcmd.toString(), String.valueOf(id()), "GC.heap_dump", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (dump.waitFor() != 0) {
            throw new IOException("The heap of " + name() + " cannot be dumped");
        }
    }

    /** Whether it says so; fails if it has ended. */
    boolean isReady() throws InterruptedException {
        if (!isAlive()) {
            throw new IllegalStateException(name() + " has ended, see its log");
        }
        try {
            HttpRequest question = HttpRequest.newBuilder(management.resolve("/observe/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
