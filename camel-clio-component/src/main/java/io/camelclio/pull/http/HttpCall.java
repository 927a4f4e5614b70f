package io.camelclio.pull.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP call with a deadline that covers everything, the body included: the JDK's own request time-out ends with the
 * headers, so a body that stalls would hold the call for ever. And with a limit to what it takes: the JDK has none, so
 * whoever answers in the vendor's place could fill the memory.
 */
public final class HttpCall {

    private HttpCall() {}

    /**
     * Fails with an I/O or time-out exception when the whole answer is not here in time, and with {@link
     * AnswerTooLongException} when it has more bytes than are allowed; the connection is given up.
     */
    public static CompletableFuture<HttpResponse<byte[]>> send(
            HttpClient http, HttpRequest request, Duration deadline, int mostBytes) {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, answer -> new LimitedBody(mostBytes));
        return sent.copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true));
    }

    /** What really failed, without the wrapper that futures put around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
