package io.camelclio.component.api;

import io.camelclio.pull.HttpDate;
import io.camelclio.pull.MalformedRecordException;
import io.camelclio.pull.RecordPage;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;

/**
 * A successful answer of Clio.
 *
 * @param path the path that was asked, for messages
 */
public record ClioAnswer(String path, int status, HttpHeaders headers, byte[] body) {

    /** Clio's clock when it answered; empty when the header is missing or unreadable. */
    public Optional<Instant> date() {
        return headers.firstValue("Date").flatMap(HttpDate::parse);
    }

    /** The records of a list. */
    public RecordPage page() throws ClioException {
        try {
            return RecordPage.ofArray(body, "data");
        } catch (MalformedRecordException e) {
            throw unexpected(e);
        }
    }

    /** The exact bytes of the one record that was asked for. */
    public byte[] record() throws ClioException {
        try {
            return RecordPage.ofObject(body, "data").record();
        } catch (MalformedRecordException e) {
            throw unexpected(e);
        }
    }

    private ClioException unexpected(MalformedRecordException e) {
        return new ClioException(
                ClioException.Kind.UNEXPECTED_ANSWER, "The answer to " + path + " is unusable, " + e.getMessage(), e);
    }
}
