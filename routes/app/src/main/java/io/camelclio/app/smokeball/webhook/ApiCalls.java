package io.camelclio.app.smokeball.webhook;

import java.io.IOException;

/** Single calls of Smokeball's API, within the client's rate limit. */
@FunctionalInterface
interface ApiCalls {

    /**
     * An answer.
     *
     * @param body empty where there is none
     */
    record Answer(int status, byte[] body) {}

    /**
     * Calls, and waits for the answer, for a bounded time.
     *
     * @param method such as {@code GET}
     * @param path below the account's address, its query included
     * @param body JSON; null for none
     * @throws IOException when no answer came
     */
    Answer call(String method, String path, byte[] body) throws IOException;
}
