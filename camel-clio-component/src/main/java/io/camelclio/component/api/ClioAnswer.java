package io.camelclio.component.api;

import io.camelclio.pull.MalformedRecordException;
import io.camelclio.pull.RecordPage;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A successful answer of Clio.
 *
 * @param path the path that was asked, for messages
 */
public record ClioAnswer(String path, int status, HttpHeaders headers, byte[] body) {

    /** Clio's clock when it answered; empty when the header is missing or unreadable. */
    public Optional<Instant> date() {
        return headers.firstValue("Date").flatMap(ClioAnswer::httpDate);
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

    /** Reads an HTTP date; empty when it is not one. */
    public static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
