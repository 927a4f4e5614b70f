package io.camelclio.testkit.clio.rate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The ways in which a refusal for the rate limit has been seen to come, for
 * {@link io.camelclio.testkit.http.Faults#answerNext}. The ordinary one is the first.
 */
public final class RateLimitAnswer {

    private RateLimitAnswer() {}

    /**
     * With {@code Retry-After} in seconds (Clio, "Rate limits").
     *
     * @param limit the limit it names
     * @param wait rounded down to seconds
     */
    public static Response retryAfter(int limit, Duration wait) {
        return refusal(limit, wait.toSeconds()).withHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    /**
     * With {@code Retry-After} as a date, which HTTP allows (RFC 9110, 10.2.3).
     *
     * @param limit the limit it names
     * @param time when to try again
     */
    public static Response retryAt(int limit, Instant time) {
        return refusal(limit, 60).withHeader("Retry-After", Times.httpDate(time));
    }

    /**
     * Without a header that says when to try again.
     *
     * @param limit the limit it names
     */
    public static Response bare(int limit) {
        return refusal(limit, 60);
    }

    /**
     * Without headers, and with the body wrapped as base64 under {@code data} beside {@code metadata}, as third-party
     * code has met it.
     *
     * @param limit the limit it names
     */
    public static Response wrapped(int limit) {
        ObjectNode body = Json.object();
        body.putObject("metadata").put("status", 429);
        body.put("data", Base64.getEncoder().encodeToString(refusal(limit, 60).body()));
        return Response.json(429, Json.bytes(body));
    }

    private static Response refusal(int limit, long seconds) {
        return ApiError.rateLimited(limit, seconds).response();
    }
}
