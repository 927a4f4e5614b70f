package io.camelclio.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A copy of the application in a JVM of its own, so that it can be killed and frozen as a whole. */
final class ApplicationProcess implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final Process process;
    private final URI address;
    private final URI management;

    /** @param address where deliveries come in, without a slash at its end */
    ApplicationProcess(String name, Process process, URI address, URI management) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.management = management;
    }

    String name() {
        return name;
    }

    URI address() {
        return address;
    }

    /** Whether it says so; fails if it has ended. */
    boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended, see its log");
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
