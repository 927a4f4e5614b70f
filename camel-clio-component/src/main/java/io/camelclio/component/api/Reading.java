package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Answer;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.RecordPage;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;

/** What one response is to the call that asked: an answer, a redirect, or one of the classed failures. */
final class Reading {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ClioCall call;
    private final String path;
    private final String request;
    private final HttpResponse<byte[]> response;

    Reading(ClioCall call, URI target, HttpResponse<byte[]> response) {
        this.call = call;
        this.path = target.getPath();
        this.request = call.method() + " " + path;
        this.response = response;
    }

    /** Whether the answer lies elsewhere. The link to a file is an answer by itself. */
    boolean isRedirect() {
        return isElsewhere() && call.answer() != Answer.FILE;
    }

    private boolean isElsewhere() {
        return response.statusCode() / 100 == 3
                && response.statusCode() != NOT_MODIFIED
                && response.headers().firstValue("Location").isPresent();
    }

    String location() {
        return response.headers().firstValue("Location").orElseThrow();
    }

    ClioAnswer answer() throws ClioException {
        int status = response.statusCode();
        if (isElsewhere()) {
            return ClioAnswer.leadingTo(path, status, response.headers(), storage());
        }
        if (status == NOT_MODIFIED && call.isConditional()) {
            return ClioAnswer.of(path, status, response.headers(), null);
        }
        if (status / 100 != 2) {
            throw error();
        }
        return switch (call.answer()) {
            case FILE -> ClioAnswer.of(path, status, response.headers(), response.body());
            case NOTHING -> ClioAnswer.of(path, status, response.headers(), nothing());
            case LIST, RECORD -> ClioAnswer.withContent(path, status, response.headers(), content());
        };
    }

    /** Where no body is promised, a page of somebody else must not pass for a change that was made. */
    private byte[] nothing() throws ClioException {
        if (response.body().length > 0) {
            requireJson();
        }
        return response.body();
    }

    private URI storage() throws ClioException {
        try {
            return URI.create(location());
        } catch (IllegalArgumentException e) {
            throw unusable(Kind.REDIRECTED, "leads to a file by an unreadable link");
        }
    }

    ClioException error() {
        return ClioErrors.of(request, response.statusCode(), response.body());
    }

    private RecordPage content() throws ClioException {
        if (response.statusCode() == NO_CONTENT) {
            throw unusable(Kind.UNEXPECTED_ANSWER, "is empty");
        }
        requireJson();
        try {
            return call.answer() == Answer.LIST
                    ? RecordPage.ofArray(response.body(), "data")
                    : RecordPage.ofObject(response.body(), "data");
        } catch (MalformedRecordException e) {
            throw unusable(
                    e.isBroken() ? Kind.MALFORMED_JSON : Kind.UNEXPECTED_ANSWER, "is unusable, " + e.getMessage());
        }
    }

    private void requireJson() throws ClioException {
        String type = response.headers()
                .firstValue("Content-Type")
                .orElse("application/json")
                .toLowerCase(Locale.ROOT);
        if (!type.contains("json")) {
            throw type.contains("html")
                    ? unusable(Kind.HTML_PAGE, "is an HTML page")
                    : unusable(Kind.WRONG_CONTENT_TYPE, "has the content type '" + type + "'");
        }
    }

    private ClioException unusable(Kind kind, String what) {
        return new ClioException(kind, request, response.statusCode(), "The answer to " + request + " " + what, null);
    }
}
