package io.camelclio.component.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a webhook's path as anybody on the internet may. Every call has a deadline. */
final class WebhookCaller {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    WebhookCaller(URI url) {
        this.url = url;
    }

    /** @param headers names and values in turn; a name may come again */
    HttpResponse<byte[]> post(byte[] body, String... headers) throws IOException, InterruptedException {
        return send("POST", "", BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<byte[]> postTo(String query, byte[] body, String... headers) throws IOException, InterruptedException {
        return send("POST", "?" + query, BodyPublishers.ofByteArray(body), headers);
    }

    /** Sends the body in chunks, so that nobody knows its length before its end. */
    HttpResponse<byte[]> postInChunks(byte[] body, String... headers) throws IOException, InterruptedException {
        return send("POST", "", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    HttpResponse<byte[]> call(String method) throws IOException, InterruptedException {
        return send(method, "", BodyPublishers.noBody());
    }

    private HttpResponse<byte[]> send(String method, String query, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + query))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
