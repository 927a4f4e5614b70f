package io.camelclio.testkit.http;

/**
 * Answers one request. Called by several threads at once; an exception it throws is logged and answered with 500, so
 * a fault of a sandbox is never mistaken for an answer of the vendor it plays.
 */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one request.
     *
     * @param request the request, its body read to the end
     * @return the answer, never null
     */
    Response handle(Request request);
}
