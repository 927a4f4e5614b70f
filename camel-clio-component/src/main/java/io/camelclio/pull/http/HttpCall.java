package io.camelclio.pull.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP call with a deadline that covers everything, the body included: the JDK's own request time-out ends with the
 * headers, so a body that stalls would hold the call for ever.
 */
public final class HttpCall {

    private HttpCall() {}

    /** Fails with an I/O or time-out exception when the whole answer is not here in time; the connection is given up. */
    public static CompletableFuture<HttpResponse<byte[]>> send(
            HttpClient http, HttpRequest request, Duration deadline) {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, BodyHandlers.ofByteArray());
        return sent.copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true));
    }

    /** What really failed, without the wrapper that futures put around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
