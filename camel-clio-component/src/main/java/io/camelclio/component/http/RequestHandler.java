package io.camelclio.component.http;

import java.util.concurrent.CompletionStage;

/** Decides the answer to every request on one path, whatever the HTTP engine. */
@FunctionalInterface
public interface RequestHandler {

    /** The answer, complete within a bounded time; a failure is answered with {@link Answer#LATER}. */
    CompletionStage<Answer> handle(Request request);

    /** A request on the path got this answer, whoever decided it. Told on an engine's thread: must not block. */
    default void answered(Answer given) {}
}
