package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.bench.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a process of the bench is started, as often as one likes.
 *
 * @param health the address that answers 200 when it is ready; empty where it prints that it serves
 */
public record Start(
        String name, Program program, Map<String, String> environment, List<String> arguments, Optional<URI> health) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration QUESTION = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 10;

    public Start {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** Of a process that prints that it serves. */
    public Start(String name, Program program, Map<String, String> environment, List<String> arguments) {
        this(name, program, environment, arguments, Optional.empty());
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws IOException if it ends before, or is not ready in two minutes
     */
    public BenchProcess ready() throws IOException, InterruptedException {
        BenchProcess process = BenchProcess.start(name, program, environment, arguments.toArray(String[]::new));
        try {
            if (health.isPresent()) {
                process.drain();
                awaitHealth(process);
                return process;
            }
            return process.awaitReady();
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private void awaitHealth(BenchProcess process) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest question =
                HttpRequest.newBuilder(health.orElseThrow()).timeout(QUESTION).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isUp(http, question)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(name + " has ended, or was not ready within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean isUp(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
