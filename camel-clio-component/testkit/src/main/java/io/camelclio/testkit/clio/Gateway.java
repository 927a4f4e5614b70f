package io.camelclio.testkit.clio;

import io.camelclio.testkit.clio.action.CustomActions;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.oauth.OAuth;
import io.camelclio.testkit.clio.operations.DocketPreview;
import io.camelclio.testkit.clio.rate.RateLimiter;
import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What stands before every endpoint: authorisation, the rate limit, the API version, the choice of the endpoint by path
 * (with or without {@code .json}) and the translation of refusals.
 */
final class Gateway implements Handler {

    private static final String PREFIX = "/api/v4/";
    private static final String DEFAULT_VERSION = "4.0.13";
    private static final Pattern VERSIONS = Pattern.compile("4\\.0\\.([4-9]|1[0-3])");
    private static final String NONCE = "custom_action_nonce";

    private final OAuth oauth;
    private final RateLimiter limiter;
    private final DocketPreview dockets;
    private final Redirects redirects;
    private final Routes routes;
    private final CustomActions customActions;
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    Gateway(
            OAuth oauth,
            RateLimiter limiter,
            DocketPreview dockets,
            Redirects redirects,
            Routes routes,
            CustomActions customActions) {
        this.oauth = oauth;
        this.limiter = limiter;
        this.dockets = dockets;
        this.redirects = redirects;
        this.routes = routes;
        this.customActions = customActions;
    }

    void forbid(String path) {
        forbidden.add(path);
    }

    void permit(String path) {
        forbidden.remove(path);
    }

    @Override
    public Response handle(Request request) {
        String path = request.path();
        if (path.equals("/oauth/authorize")) {
            return oauth.authorize(request);
        }
        if (path.equals("/oauth/token")) {
            return oauth.token(request);
        }
        if (path.equals(DocketPreview.PATH)) {
            return dockets.read(request);
        }
        if (!path.startsWith(PREFIX) && !path.equals("/oauth/deauthorize")) {
            return Response.empty(404);
        }
        String bearer = request.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
        OptionalLong user = oauth.user(bearer);
        if (user.isEmpty()) {
            return oauth.unauthorized();
        }
        return path.startsWith(PREFIX)
                ? authorised(request, bearer, user.getAsLong())
                : oauth.deauthorize(request, bearer);
    }

    private Response authorised(Request request, String bearer, long user) {
        RateLimiter.Allowance allowance = limiter.take(bearer);
        Response response = allowance.exceeded() ? refuse(allowance) : versioned(request, user);
        return response.withHeader("X-RateLimit-Limit", Integer.toString(allowance.limit()))
                .withHeader("X-RateLimit-Remaining", Integer.toString(allowance.remaining()))
                .withHeader("X-RateLimit-Reset", Long.toString(allowance.reset().getEpochSecond()));
    }

    private Response refuse(RateLimiter.Allowance allowance) {
        long seconds = limiter.secondsUntil(allowance.reset());
        return ApiError.rateLimited(allowance.limit(), seconds)
                .response()
                .withHeader("Retry-After", Long.toString(seconds));
    }

    private Response versioned(Request request, long user) {
        String version = request.header("X-API-VERSION").orElse(DEFAULT_VERSION);
        try {
            if (!VERSIONS.matcher(version).matches()) {
                throw ApiError.retiredVersion(version);
            }
            return dispatch(confirmed(request, user), user).withHeader("X-API-VERSION", version);
        } catch (ApiError refusal) {
            return refusal.response();
        }
    }

    /** The request without the nonce of a click, which must be one of the same user's (Clio, "Custom Actions"). */
    private Request confirmed(Request request, long user) {
        Optional<String> nonce = request.query().first(NONCE);
        if (nonce.isEmpty()) {
            return request;
        }
        if (!customActions.confirm(nonce.get(), user)) {
            throw ApiError.forbidden();
        }
        return new Request(
                request.method(), request.path(), request.query().without(NONCE), request.headers(), request.body());
    }

    private Response dispatch(Request request, long user) {
        String path = request.path().substring(PREFIX.length()).replaceFirst("\\.json$", "");
        Optional<Response> redirect = redirects.answer(PREFIX, request);
        if (redirect.isPresent()) {
            return redirect.get();
        }
        Routes.Route route = routes.find(request.method(), path).orElseThrow(() -> ApiError.notFound("Path"));
        if (forbidden.contains(route.operation().resource())) {
            throw ApiError.forbidden();
        }
        return route.operation().play().answer(new Operation.Call(request, route.ids(), user));
    }
}
