package io.camelclio.testkit.clio.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;

/**
 * A refusal in the vendor's shape, {@code {"error":{"type":…,"message":…}}}, thrown where it is noticed and turned into
 * an answer in one place. The types and the quoted messages are Clio's (API documentation, support articles); where
 * no wording is published, the message is ours.
 */
@SuppressWarnings("serial")
public final class ApiError extends RuntimeException {

    private final int status;
    private final String type;

    private ApiError(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    static ApiError invalidField(String name) {
        return new ApiError(400, "InvalidFields", name + " is not a valid field");
    }

    /** The status Clio's OpenAPI document lists for lists and reads; it lists no 422 there. */
    public static ApiError badArgument(String message) {
        return new ApiError(400, "ArgumentError", message);
    }

    /** The status Clio's OpenAPI document lists for creating and updating. */
    public static ApiError unprocessable(String message) {
        return new ApiError(422, "ArgumentError", message);
    }

    public static ApiError notFound(String what) {
        return new ApiError(404, "NotFoundError", what + " not found");
    }

    public static ApiError forbidden() {
        return new ApiError(403, "ForbiddenError", "User is forbidden from taking that action");
    }

    /** Clio publishes type and message, not the status; 422 is what its OpenAPI document lists for an update. */
    public static ApiError uploadNotFound(String filename, String uuid) {
        return new ApiError(
                422,
                "UploadNotFoundError",
                "A matching remote file was not found for the file named " + filename + " with UUID " + uuid);
    }

    /** As for {@link #uploadNotFound}; the client is to ask again. */
    public static ApiError uploadTimedOut() {
        return new ApiError(
                422,
                "UploadTimeoutError",
                "A timeout occurred verifying the remote file. Please try the request again.");
    }

    static ApiError stale() {
        return new ApiError(412, "PreconditionFailed", "The record has changed since the given ETag");
    }

    /** Clio's OpenAPI document: documents and folders that are being changed cannot be deleted. The wording is ours. */
    static ApiError beingChanged(String what) {
        return new ApiError(409, "ConflictError", what + " is being changed by another process");
    }

    public static ApiError retiredVersion(String version) {
        return new ApiError(410, "InvalidVersion", version + " is not an available version");
    }

    public static ApiError rateLimited(int limit, long seconds) {
        return new ApiError(
                429, "RateLimited", "Rate limit of " + limit + " exceeded. Retry in " + seconds + " seconds.");
    }

    /** Something the vendor documents and the sandbox does not play: said aloud instead of silently ignored. */
    public static ApiError notPlayed(String what) {
        return new ApiError(501, "NotPlayedBySandbox", "The Clio sandbox does not play " + what);
    }

    public Response response() {
        ObjectNode body = Json.object();
        body.putObject("error").put("type", type).put("message", getMessage());
        return Response.json(status, Json.bytes(body));
    }
}
