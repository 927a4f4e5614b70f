package io.camelclio.testkit.smokeball.faults;

import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.smokeball.api.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a test may do to pages of lists. Each choice applies from the moment it is made. Thread-safe.
 *
 * <p>That the gateway refuses large pages is expected from its limits (Amazon API Gateway, quotas: 10 MB, about 29 s);
 * nobody has published at which size, so that can be chosen.
 */
public final class PageFaults {

    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private Consumer<PageAsked> before = page -> {};
    private int mostRows = Integer.MAX_VALUE;
    private long mostBytes = Long.MAX_VALUE;
    private int refusal = 504;

    /**
     * Calls a hook before each page is read, on the thread that answers: what it changes shows in that page already.
     *
     * @param hook told which page it is; an exception it throws is answered with 500
     */
    public synchronized void before(Consumer<PageAsked> hook) {
        before = hook;
    }

    /**
     * Refuses pages that are asked for with a higher limit.
     *
     * @param rows the highest limit that is answered
     * @param status the refusal, such as 400, 413, 500, 502 or 504
     */
    public synchronized void refuseAbove(int rows, int status) {
        mostRows = rows;
        refusal = status;
    }

    /**
     * Refuses pages whose bodies would be larger.
     *
     * @param bytes the largest body that is answered, such as 10 MB
     * @param status the refusal, such as 413, 500 or 502
     */
    public synchronized void refuseBodiesAbove(long bytes, int status) {
        mostBytes = bytes;
        refusal = status;
    }

    /** Forgets hook and limits. */
    public synchronized void clear() {
        before = page -> {};
        mostRows = Integer.MAX_VALUE;
        mostBytes = Long.MAX_VALUE;
    }

    /** Tells the hook that a page is about to be read. */
    public void asked(String collection, List<String> parents, int offset, int limit) {
        PageAsked page;
        Consumer<PageAsked> hook;
        synchronized (this) {
            List<String> list = List.of(collection, String.join("/", parents));
            page = new PageAsked(collection, parents, offset, limit, numbers.merge(list, 1, Integer::sum));
            hook = before;
        }
        hook.accept(page);
    }

    /** The refusal of a page with such a limit. */
    public synchronized Optional<Response> refusal(int limit) {
        return limit > mostRows ? Optional.of(refused()) : Optional.empty();
    }

    /** The refusal of an answer of such a size. */
    public synchronized Optional<Response> refusalOfBody(long bytes) {
        return bytes > mostBytes ? Optional.of(refused()) : Optional.empty();
    }

    private Response refused() {
        return Problem.gateway(
                refusal,
                switch (refusal) {
                    case 504 -> "Endpoint request timed out";
                    case 413 -> "Request Too Long";
                    case 400 -> "Bad Request";
                    default -> "Internal server error";
                });
    }
}
