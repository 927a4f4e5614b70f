package io.camelclio.component.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.api.ClioException.Kind;
import java.io.IOException;

/** Classes Clio's answers that are no success. Clio's own type and message are passed on, shortened; bodies are not. */
final class ClioErrors {

    private static final int MAX_MESSAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Clio looked for an uploaded file and ran out of time: nothing was changed, the same call is to be made again. */
    private static final String UPLOAD_TIMEOUT = "UploadTimeoutError";

    private ClioErrors() {}

    /** Whether Clio asks for the confirmation of an upload once more (Clio, "Documents"). */
    static boolean isUploadTimeout(ClioException failure) {
        return UPLOAD_TIMEOUT.equals(failure.errorType());
    }

    /**
     * The error of an answer in one of Clio's two shapes: {@code {"error":{"type","message"}}} of the API, or
     * {@code {"error":"…","error_description":"…"}} of OAuth (Clio, "Errors").
     */
    static ClioException of(String request, int status, byte[] body) {
        JsonNode answer = tree(body);
        JsonNode error = answer.path("error");
        return error.isTextual()
                ? error(request, status, error.asText(), answer.path("error_description"))
                : error(request, status, error.path("type").textValue(), error.path("message"));
    }

    private static ClioException error(String request, int status, String type, JsonNode message) {
        return new ClioException(kind(status, type), status, request, plain(type), plain(message.textValue()));
    }

    private static Kind kind(int status, String type) {
        if (UPLOAD_TIMEOUT.equals(type)) {
            return Kind.VENDOR_FAILURE;
        }
        return switch (status) {
            case 400, 405, 413, 415, 422 -> Kind.INVALID_REQUEST;
            case 401 -> Kind.CREDENTIALS;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 410 -> Kind.VERSION_GONE;
            case 412 -> Kind.PRECONDITION_FAILED;
            case 429 -> Kind.RATE_LIMITED;
            default ->
                status >= 500 ? Kind.VENDOR_FAILURE : status / 100 == 3 ? Kind.REDIRECTED : Kind.UNEXPECTED_ANSWER;
        };
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer == null ? JSON.missingNode() : answer;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static String plain(String words) {
        if (words == null || words.isBlank()) {
            return null;
        }
        String plain = words.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > MAX_MESSAGE ? plain.substring(0, MAX_MESSAGE) + "…" : plain;
    }
}
