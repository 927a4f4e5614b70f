package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.records.Times;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Posts JSON to receivers. Each request has a deadline for the whole exchange; redirects are not followed. */
final class Sender {

    private final Clock clock;
    private final Duration timeout;
    private final HttpClient client;

    Sender(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Completes with the answer, or exceptionally when there was none in time. */
    CompletableFuture<HttpResponse<Void>> post(URI url, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .setHeader("Content-Type", "application/json")
                .setHeader("Date", Times.httpDate(clock.instant()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
