package io.camelclio.component.api;

import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.record.RecordPage;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;

/** A successful answer of Clio: one record, a page of them, a link to a file, or nothing. */
public final class ClioAnswer {

    private static final int NOT_MODIFIED = 304;

    private final String path;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final RecordPage content;
    private final URI location;

    private ClioAnswer(String path, int status, HttpHeaders headers, byte[] body, RecordPage content, URI location) {
        this.path = path;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.content = content;
        this.location = location;
    }

    static ClioAnswer of(String path, int status, HttpHeaders headers, byte[] body) {
        return new ClioAnswer(path, status, headers, body, null, null);
    }

    static ClioAnswer withContent(String path, int status, HttpHeaders headers, RecordPage content) {
        return new ClioAnswer(path, status, headers, null, content, null);
    }

    static ClioAnswer leadingTo(String path, int status, HttpHeaders headers, URI location) {
        return new ClioAnswer(path, status, headers, null, null, location);
    }

    /** The path that was asked, for messages. */
    public String path() {
        return path;
    }

    public int status() {
        return status;
    }

    /** Whether a condition held, so that there is nothing new to read. */
    public boolean isNotModified() {
        return status == NOT_MODIFIED;
    }

    /** Clio's clock when it answered; empty when the header is missing or unreadable. */
    public Optional<Instant> date() {
        return header("Date").flatMap(HttpDate::parse);
    }

    /** A header of the answer. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The records of a list. */
    public RecordPage page() {
        return content();
    }

    /** The link to the page after this one of a list, empty on the last (Clio, "Paging"). */
    public Optional<String> nextPage() {
        return Optional.ofNullable(
                content().envelope("meta").path("paging").path("next").textValue());
    }

    /** The exact bytes of the one record that was asked for. */
    public byte[] record() {
        return content().record();
    }

    /** Whether there is a record or a list to read. */
    public boolean hasContent() {
        return content != null;
    }

    private RecordPage content() {
        if (content == null) {
            throw new IllegalStateException("The answer " + status + " to " + path + " holds no record");
        }
        return content;
    }

    /** Where the file that was asked for lies: a signed link that wants no token. Empty when the answer is the file. */
    public Optional<URI> location() {
        return Optional.ofNullable(location);
    }

    /** The bytes of an answer that is no record, such as a rendered bill. Never null. */
    public byte[] body() {
        return body == null ? new byte[0] : body;
    }
}
