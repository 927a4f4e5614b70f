package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.smokeball.api.ApiAddress;
import io.camelclio.testkit.smokeball.api.Calls;
import io.camelclio.testkit.smokeball.api.Problem;
import io.camelclio.testkit.smokeball.catalogue.Catalogue;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.catalogue.Target;
import io.camelclio.testkit.smokeball.listing.ApiCall;
import io.camelclio.testkit.smokeball.listing.ListEndpoint;
import io.camelclio.testkit.smokeball.oauth.Credentials;
import io.camelclio.testkit.smokeball.oauth.RefreshToken;
import io.camelclio.testkit.smokeball.oauth.Session;
import io.camelclio.testkit.smokeball.oauth.Tokens;
import io.camelclio.testkit.smokeball.rate.RateLimit;
import io.camelclio.testkit.smokeball.webhook.Webhooks;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the API: token, account, key, rate limit and scope are checked in this order, then the request goes
 * on. Refusals are worded as by Amazon API Gateway; a path or method that it does not know is refused like a missing token,
 * with 403.
 */
final class Gateway implements Handler {

    private static final String BEARER = "Bearer ";
    private static final String WEBHOOKS = "webhooks";
    private static final Pattern NOTIFY = Pattern.compile("/webhooks/([^/]+)/notify");

    private final Catalogue catalogue;
    private final Credentials credentials;
    private final Tokens tokens;
    private final int badTokenStatus;
    private final RateLimit limit;
    private final Accounts accounts;
    private final ListEndpoint lists;
    private final Webhooks webhooks;
    private final Calls calls;
    private final Supplier<URI> apiUri;

    Gateway(
            Catalogue catalogue,
            Credentials credentials,
            Tokens tokens,
            int badTokenStatus,
            RateLimit limit,
            Accounts accounts,
            ListEndpoint lists,
            Webhooks webhooks,
            Calls calls,
            Supplier<URI> apiUri) {
        this.catalogue = catalogue;
        this.credentials = credentials;
        this.tokens = tokens;
        this.badTokenStatus = badTokenStatus;
        this.limit = limit;
        this.accounts = accounts;
        this.lists = lists;
        this.webhooks = webhooks;
        this.calls = calls;
        this.apiUri = apiUri;
    }

    @Override
    public Response handle(Request request) {
        Optional<Session> session = session(request);
        String own = session.flatMap(Session::refreshToken)
                .map(RefreshToken::accountId)
                .orElse(accounts.main().id());
        ApiAddress address = ApiAddress.of(apiUri.get(), accounts.ids(), own, request.path());
        Optional<Target> target = target(request.method(), address.path());
        Response response = answer(request, address, target, session);
        calls.add(new Calls.Kind(
                address.accountId(),
                target.map(found -> found.resource().name()).orElse(""),
                target.map(Target::parents).orElse(List.of()),
                target.flatMap(Target::id).isPresent(),
                response.status()));
        return request.header("RequestId")
                .map(id -> response.withHeader("RequestId", id))
                .orElse(response);
    }

    private Response answer(Request request, ApiAddress address, Optional<Target> target, Optional<Session> session) {
        if (target.isEmpty()) {
            return Problem.gateway(403, "Missing Authentication Token");
        }
        if (session.isEmpty()) {
            return Problem.gateway(badTokenStatus, badTokenStatus == 401 ? "Unauthorized" : "Forbidden");
        }
        if (!session.get().reaches(address.accountId())
                || request.header("x-api-key")
                        .filter(credentials.apiKey()::equals)
                        .isEmpty()) {
            return Problem.gateway(403, "Forbidden");
        }
        Resource resource = target.get().resource();
        Optional<Response> tooMany = limit.refusal(resource.name());
        if (tooMany.isPresent()) {
            return tooMany.get();
        }
        if (scope(request.method(), resource)
                .filter(scope -> !session.get().has(scope))
                .isPresent()) {
            return Problem.missingScope(request.method(), address.path());
        }
        return dispatch(request, address, target.get(), session.get());
    }

    private Response dispatch(Request request, ApiAddress address, Target target, Session session) {
        Matcher notify = NOTIFY.matcher(address.path());
        if (notify.matches()) {
            return webhooks.sendNoop(request.path(), address.accountId(), notify.group(1));
        }
        ApiCall call = new ApiCall(request, address, target, user(request, session));
        return switch (target.resource().name()) {
            case WEBHOOKS -> webhooks.answer(call, session);
            case "webhook-types" -> webhooks.types(call);
            default -> lists.get(call, accounts.of(address.accountId()).firm());
        };
    }

    /** What a path and method name, or empty if the API does not have them. */
    private Optional<Target> target(String method, String path) {
        Matcher notify = NOTIFY.matcher(path);
        if (notify.matches()) {
            return method.equals("POST") ? catalogue.find("/" + WEBHOOKS + "/" + notify.group(1)) : Optional.empty();
        }
        return catalogue.find(path).filter(target -> methods(target).contains(method));
    }

    private static Set<String> methods(Target target) {
        if (!target.resource().name().equals(WEBHOOKS)) {
            return Set.of("GET");
        }
        return target.id().isPresent() ? Set.of("GET", "PUT", "DELETE") : Set.of("GET", "POST");
    }

    private static Optional<String> scope(String method, Resource resource) {
        return method.equals("GET") ? resource.scope() : Optional.of("webhooks/write");
    }

    /** The user behind the token, or the one whom the header names to a client without a user of its own. */
    private static String user(Request request, Session session) {
        return session.refreshToken().map(RefreshToken::userId).orElseGet(() -> request.header("UserId")
                .orElse(""));
    }

    private Optional<Session> session(Request request) {
        return request.header("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()))
                .flatMap(tokens::use);
    }
}
