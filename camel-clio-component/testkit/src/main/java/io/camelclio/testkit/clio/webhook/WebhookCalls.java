package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.http.RequestLog;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a client asked of the API about its webhooks, by kind: how much of the rate budget keeping them costs. Requests
 * that were refused or answered by a fault count too, and each page of a list counts.
 */
public final class WebhookCalls {

    /** What a request was for. */
    public enum Kind {
        LIST("GET", ""),
        READ("GET", "/[0-9]+"),
        CREATE("POST", ""),
        CHANGE("PATCH", "/[0-9]+"),
        DELETE("DELETE", "/[0-9]+"),
        ACTIVATE("PUT", "/[0-9]+/activate");

        private final String method;
        private final String path;

        Kind(String method, String below) {
            this.method = method;
            this.path = "/api/v4/webhooks" + below + "(\\.json)?";
        }

        boolean is(RequestLog.Entry request) {
            return request.method().equals(method) && request.path().matches(path);
        }
    }

    private final List<RequestLog.Entry> requests;

    private WebhookCalls(List<RequestLog.Entry> requests) {
        this.requests = requests;
    }

    /**
     * The calls in a log.
     *
     * @throws IllegalStateException if the log has forgotten requests, so that the count would be too low
     */
    public static WebhookCalls in(RequestLog log) {
        List<RequestLog.Entry> entries = log.entries();
        if (log.total() > RequestLog.CAPACITY) {
            throw new IllegalStateException("The sandbox received " + log.total() + " requests and remembers "
                    + RequestLog.CAPACITY + "; count earlier, or in a sandbox of its own");
        }
        return new WebhookCalls(entries.stream()
                .filter(entry -> Arrays.stream(Kind.values()).anyMatch(kind -> kind.is(entry)))
                .toList());
    }

    /**
     * Those received in a time, by the sandbox's clock.
     *
     * @param from the beginning, included
     * @param to the end, not included
     */
    public WebhookCalls between(Instant from, Instant to) {
        return new WebhookCalls(requests.stream()
                .filter(request -> !request.at().isBefore(from) && request.at().isBefore(to))
                .toList());
    }

    /** How many there were of one kind. */
    public long of(Kind kind) {
        return requests.stream().filter(kind::is).count();
    }

    /** How many there were of all kinds. */
    public long total() {
        return requests.size();
    }

    /** The number of each kind, for figures in a test's output. */
    @Override
    public String toString() {
        return Arrays.stream(Kind.values()).map(kind -> kind + "=" + of(kind)).collect(Collectors.joining(" "));
    }
}
