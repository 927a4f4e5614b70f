package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stands before the API: token, key and rate limit are checked in this order, then the request goes on. Refusals are
 * worded as by Amazon API Gateway; a path or method that it does not know is refused like a missing token, with 403.
 */
final class Gateway implements Handler {

    private static final String BEARER = "Bearer ";

    private final Credentials credentials;
    private final AccessTokens tokens;
    private final int badTokenStatus;
    private final Optional<TokenBucket> limit;
    private final ActivityCodesEndpoint activityCodes;
    private final Supplier<URI> apiUri;

    Gateway(
            Credentials credentials,
            AccessTokens tokens,
            int badTokenStatus,
            Optional<TokenBucket> limit,
            ActivityCodesEndpoint activityCodes,
            Supplier<URI> apiUri) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.badTokenStatus = badTokenStatus;
        this.limit = limit;
        this.activityCodes = activityCodes;
        this.apiUri = apiUri;
    }

    @Override
    public Response handle(Request request) {
        ApiAddress address = ApiAddress.of(apiUri.get(), credentials.accountId(), request.path());
        if (!ActivityCodesEndpoint.serves(address.path()) || !request.method().equals("GET")) {
            return Problem.gateway(403, "Missing Authentication Token");
        }
        if (!hasValidToken(request)) {
            return Problem.gateway(badTokenStatus, badTokenStatus == 401 ? "Unauthorized" : "Forbidden");
        }
        if (!request.header("x-api-key").filter(credentials.apiKey()::equals).isPresent()) {
            return Problem.gateway(403, "Forbidden");
        }
        if (limit.isPresent() && !limit.get().tryTake()) {
            return Problem.gateway(429, "Too Many Requests");
        }
        return activityCodes.get(address, request);
    }

    private boolean hasValidToken(Request request) {
        return request.header("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()))
                .filter(tokens::isValid)
                .isPresent();
    }
}
