package io.camelclio.testkit.clio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;

/**
 * Plays {@code /oauth/token} and {@code /oauth/deauthorize}: forms only, the refresh-token grant only, and no refresh
 * token in the answer because Clio keeps the old one in force (Clio's authorization page and FAQ).
 */
final class TokenEndpoint {

    private final String clientId;
    private final String clientSecret;
    private final String refreshToken;
    private final Sessions sessions;

    TokenEndpoint(String clientId, String clientSecret, String refreshToken, Sessions sessions) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.refreshToken = refreshToken;
        this.sessions = sessions;
    }

    Response token(Request request) {
        if (!request.method().equals("POST")) {
            return Response.empty(405);
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request", "The request is missing a required parameter: grant_type.");
        }
        Query form = Query.parse(request.text());
        if (!has(form, "client_id", clientId) || !has(form, "client_secret", clientSecret)) {
            return error(401, "invalid_client", "Client authentication failed.");
        }
        if (!has(form, "grant_type", "refresh_token")) {
            return error(400, "unsupported_grant_type", "The sandbox plays the grant type refresh_token only.");
        }
        if (!has(form, "refresh_token", refreshToken)) {
            return error(400, "invalid_grant", "The provided authorization grant is invalid, expired or revoked.");
        }
        ObjectNode body = Json.object();
        body.put("token_type", "bearer");
        body.put("access_token", sessions.open());
        body.put("expires_in", sessions.life().toSeconds());
        return Response.json(200, Json.bytes(body));
    }

    /** Revokes the token named in the form, which must be the one the request is authorised with. */
    Response deauthorize(Request request, String bearer) {
        String token = Query.parse(request.text()).first("token").orElse("");
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

    private static boolean has(Query form, String name, String value) {
        return form.first(name).filter(value::equals).isPresent();
    }

    private static Response error(int status, String error, String description) {
        ObjectNode body = Json.object();
        body.put("error", error).put("error_description", description);
        return Response.json(status, Json.bytes(body));
    }
}
