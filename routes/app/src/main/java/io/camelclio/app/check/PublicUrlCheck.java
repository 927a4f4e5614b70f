package io.camelclio.app.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Whether a public address leads to this application, headers and all: it is asked what the vendor will ask. Only from
 * here, though: what stands between the vendor and us is not seen.
 */
public final class PublicUrlCheck {

    private static final String AREA = "public URL";
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int UNAUTHORIZED = 401;

    private final Consumer<Finding> findings;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public PublicUrlCheck(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** Shakes hands as Clio does with a new webhook: only a receiver of its webhooks gives the secret back. */
    public void shakeHands(URI webhook) throws InterruptedException {
        String secret = UUID.randomUUID().toString();
        HttpRequest request = post(webhook).header("X-Hook-Secret", secret).build();
        try {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.headers().allValues("X-Hook-Secret").contains(secret)) {
                findings.accept(Finding.ok(AREA, webhook + " leads to a running receiver of Clio's webhooks"));
            } else {
                findings.accept(somebodyElse(webhook, answer.statusCode(), "Clio's handshake is not answered there"));
            }
        } catch (IOException e) {
            findings.accept(nobody(webhook, e));
        }
    }

    /** Sends what nobody has signed: a receiver of Smokeball's webhooks refuses it with 401. */
    public void unsigned(URI webhook) throws InterruptedException {
        try {
            HttpResponse<Void> answer = http.send(post(webhook).build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() == UNAUTHORIZED) {
                findings.accept(Finding.ok(AREA, webhook + " refuses what is not signed, as it has to"));
            } else {
                findings.accept(
                        somebodyElse(webhook, answer.statusCode(), "what is not signed has to be refused with 401"));
            }
        } catch (IOException e) {
            findings.accept(nobody(webhook, e));
        }
    }

    private static HttpRequest.Builder post(URI webhook) {
        return HttpRequest.newBuilder(webhook).timeout(DEADLINE).POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    private static Finding somebodyElse(URI webhook, int status, String meaning) {
        return Finding.look(
                AREA,
                webhook + " answered " + status + ", but " + meaning
                        + "; if the application runs, lead the address to its"
                        + " HTTP_PORT with all headers and the path as they are, else start it and check again");
    }

    private static Finding nobody(URI webhook, IOException why) {
        String words = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return Finding.look(
                AREA,
                "nobody answered at " + webhook + " (" + words + "); if the application runs, look at the name, the"
                        + " certificate and the proxy of the address, else start it and check again");
    }
}
