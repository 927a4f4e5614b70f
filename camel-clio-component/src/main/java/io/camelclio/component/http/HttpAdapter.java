package io.camelclio.component.http;

/** Carries the requests of one path from an HTTP engine to a {@link RequestHandler}, and its answers back. */
public interface HttpAdapter {

    /** From now on requests are carried. */
    void start();

    /** From now on the path is unknown to the engine. */
    void stop();
}
