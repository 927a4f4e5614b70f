package io.camelclio.component.action;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.catalogue.Answer;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.rate.Priority;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks Clio whether a click was made: whoever shows a nonce of the last minute with the token of the user who clicked gets
 * the record, anybody else 403 (Clio, "Custom Actions"). Asked once, since a nonce is good once, and never led elsewhere.
 *
 * @param fields to ask for; null for Clio's own choice
 * @param patience how long the call may wait for its place in the rate budget
 */
record Verification(String fields, Duration patience) {

    /** The record's exact bytes. Fails with a {@link io.camelclio.component.api.ClioException} when there are none. */
    CompletableFuture<byte[]> of(Click click, ClioConnection connection) {
        ClioCall call = ClioCall.reading(
                        click.subject().type().name(),
                        "click",
                        Answer.RECORD,
                        click.subject().path())
                .query(new Query().with(Click.NONCE, click.nonce()).with("fields", fields))
                .priority(Priority.INTERACTIVE)
                .patience(patience)
                .mostRepeats(0)
                .mostRedirects(0);
        return connection.api().send(call).thenApply(ClioAnswer::record);
    }
}
