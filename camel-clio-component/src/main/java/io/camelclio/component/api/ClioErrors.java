package io.camelclio.component.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.api.ClioException.Kind;
import java.io.IOException;

/** Classes Clio's answers that are no success. Clio's own type and message are passed on, shortened; bodies are not. */
final class ClioErrors {

    private static final int MAX_MESSAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClioErrors() {}

    static ClioException of(String request, int status, byte[] body) {
        return new ClioException(kind(status), status, request + " was answered " + status + vendorWords(body));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 400, 405, 413, 415, 422 -> Kind.INVALID_REQUEST;
            case 401 -> Kind.CREDENTIALS;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 410 -> Kind.VERSION_GONE;
            case 412 -> Kind.PRECONDITION_FAILED;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 500 ? Kind.VENDOR_FAILURE : Kind.UNEXPECTED_ANSWER;
        };
    }

    /** {@code {"error":{"type","message"}}} of the API, or {@code {"error":"…","error_description":"…"}} of OAuth. */
    private static String vendorWords(byte[] body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            return "";
        }
        JsonNode error = answer == null ? null : answer.path("error");
        if (error == null || error.isMissingNode()) {
            return "";
        }
        return error.isTextual()
                ? words(error.asText(), answer.path("error_description").asText())
                : words(error.path("type").asText(), error.path("message").asText());
    }

    private static String words(String type, String message) {
        String words = (" " + type + " " + message).stripTrailing().replaceAll("\\p{Cntrl}", " ");
        return words.length() > MAX_MESSAGE ? words.substring(0, MAX_MESSAGE) + "…" : words;
    }
}
