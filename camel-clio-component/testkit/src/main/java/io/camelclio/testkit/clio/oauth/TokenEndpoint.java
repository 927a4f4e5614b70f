package io.camelclio.testkit.clio.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.OptionalLong;

/**
 * Plays {@code /oauth/token} and {@code /oauth/deauthorize}: forms only, and the two grants Clio knows. A refresh token
 * comes with an exchanged code, and with a refresh only where the test has refresh tokens rotated (Clio,
 * "Authorization" and "FAQ").
 */
final class TokenEndpoint {

    private final RegisteredApp app;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final Authorization authorization;

    TokenEndpoint(
            RegisteredApp app,
            Sessions sessions,
            RefreshTokens refreshTokens,
            AuthorizationCodes codes,
            Authorization authorization) {
        this.app = app;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.codes = codes;
        this.authorization = authorization;
    }

    Response token(Request request) {
        if (!request.method().equals("POST")) {
            return Response.empty(405);
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request", "The request is missing a required parameter: grant_type.");
        }
        Query form = Query.parse(request.text());
        if (!value(form, "client_id").equals(app.clientId())
                || !value(form, "client_secret").equals(app.clientSecret())) {
            return error(401, "invalid_client", "Client authentication failed.");
        }
        return switch (value(form, "grant_type")) {
            case "authorization_code" -> exchange(form);
            case "refresh_token" -> refresh(form);
            default ->
                error(400, "unsupported_grant_type", "Clio knows the grants authorization_code and refresh_token.");
        };
    }

    /** Revokes the token named in the form, which must be the one the request is authorised with. */
    Response deauthorize(Request request, String bearer) {
        if (!request.method().equals("POST")) {
            return Response.empty(405);
        }
        String token = value(Query.parse(request.text()), "token");
        if (!token.equals(bearer)) {
            return error(400, "invalid_request", "The token to revoke must be the one in the Authorization header.");
        }
        sessions.revoke(token);
        return Response.empty(200);
    }

    /** The answer to a missing, expired, revoked or foreign access token: {@code error} is a string here. */
    static Response unauthorized() {
        return error(401, "invalid_token", "The access token is invalid, expired or revoked.");
    }

    static Response error(int status, String error, String description) {
        ObjectNode body = Json.object();
        body.put("error", error).put("error_description", description);
        return Response.json(status, Json.bytes(body));
    }

    private Response exchange(Query form) {
        OptionalLong user = codes.redeem(value(form, "code"), value(form, "redirect_uri"));
        return user.isPresent() ? granted(user.getAsLong(), true) : invalidGrant();
    }

    private Response refresh(Query form) {
        OptionalLong user = refreshTokens.redeem(value(form, "refresh_token"));
        if (user.isEmpty()) {
            return invalidGrant();
        }
        authorization.refreshed();
        return granted(user.getAsLong(), refreshTokens.rotated());
    }

    private Response granted(long user, boolean withRefreshToken) {
        ObjectNode body = Json.object();
        body.put("token_type", "bearer");
        body.put("access_token", sessions.open(user));
        if (withRefreshToken) {
            body.put("refresh_token", refreshTokens.issue(user));
        }
        body.put("expires_in", sessions.life().toSeconds());
        return Response.json(200, Json.bytes(body));
    }

    private static Response invalidGrant() {
        return error(400, "invalid_grant", "The provided authorization grant is invalid, expired or revoked.");
    }

    private static String value(Query form, String name) {
        return form.first(name).orElse("");
    }
}
