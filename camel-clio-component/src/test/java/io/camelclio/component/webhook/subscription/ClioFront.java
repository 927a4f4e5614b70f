package io.camelclio.component.webhook.subscription;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Stands in front of a sandbox and answers some requests otherwise than it would. */
public final class ClioFront implements AutoCloseable {

    private final ClioSandbox clio;
    private final HttpClient client = HttpClient.newHttpClient();
    private final SandboxServer server;

    /** @param answer answers a request, by asking the sandbox or not */
    public ClioFront(ClioSandbox clio, BiFunction<Request, Supplier<Response>, Response> answer) {
        this.clio = clio;
        this.server = SandboxServer.start(
                0, Clock.systemUTC(), new Faults(), request -> answer.apply(request, () -> sandboxAnswer(request)));
    }

    public URI address() {
        return server.baseUri();
    }

    private Response sandboxAnswer(Request request) {
        HttpRequest.Builder onward = HttpRequest.newBuilder(URI.create(
                        clio.baseUri() + request.path() + "?" + request.query().encoded()))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        for (String header : new String[] {"Authorization", "Content-Type"}) {
            request.header(header).ifPresent(value -> onward.header(header, value));
        }
        try {
            HttpResponse<byte[]> answer = client.send(onward.build(), BodyHandlers.ofByteArray());
            return new Response(answer.statusCode(), Map.of("Content-Type", "application/json"), answer.body());
        } catch (IOException e) {
            return Response.empty(502);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.empty(502);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
