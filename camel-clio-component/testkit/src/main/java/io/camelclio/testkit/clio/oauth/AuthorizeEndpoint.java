package io.camelclio.testkit.clio.oauth;

import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Plays {@code /oauth/authorize}, the user's answer included, which is decided in {@link Authorization}. Nobody is sent
 * to an address that is not registered. The answers where Clio publishes none are ours: 400 with an OAuth error to an
 * unknown app or address, a page to a refusal without {@code redirect_on_decline}.
 */
final class AuthorizeEndpoint {

    private final RegisteredApp app;
    private final Authorization authorization;
    private final AuthorizationCodes codes;

    AuthorizeEndpoint(RegisteredApp app, Authorization authorization, AuthorizationCodes codes) {
        this.app = app;
        this.authorization = authorization;
        this.codes = codes;
    }

    Response authorize(Request request) {
        Query query = request.query();
        if (!request.method().equals("GET")) {
            return Response.empty(405);
        }
        if (!query.first("client_id").equals(Optional.of(app.clientId()))) {
            return TokenEndpoint.error(400, "invalid_client", "There is no app with this client_id.");
        }
        String redirectUri = query.first("redirect_uri").orElse("");
        if (!app.admits(redirectUri)) {
            return TokenEndpoint.error(400, "invalid_request", "The redirect_uri is not a registered one.");
        }
        if (!query.first("response_type").equals(Optional.of("code"))) {
            return redirect(query, redirectUri, "error", "unsupported_response_type");
        }
        OptionalLong user = authorization.answer();
        if (user.isPresent()) {
            return redirect(query, redirectUri, "code", codes.issue(user.getAsLong(), redirectUri));
        }
        return query.first("redirect_on_decline").equals(Optional.of("true"))
                ? redirect(query, redirectUri, "error", "access_denied")
                : declined();
    }

    private static Response redirect(Query query, String redirectUri, String name, String value) {
        StringBuilder location = new StringBuilder(redirectUri);
        append(location, name, value);
        query.first("state").ifPresent(state -> append(location, "state", state));
        return Response.empty(302).withHeader("Location", location.toString());
    }

    private static void append(StringBuilder location, String name, String value) {
        location.append(location.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static Response declined() {
        byte[] page = "<!DOCTYPE html><title>Declined</title><p>You declined the app's request."
                .getBytes(StandardCharsets.UTF_8);
        return new Response(200, Map.of("Content-Type", "text/html; charset=utf-8"), page);
    }
}
