package io.camelclio.testkit.smokeball.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * POST /oauth2/token: a form, HTTP Basic with client id and secret, and the client id once more in the form (Smokeball
 * documentation, "Authentication"). Refusals are 400 with an OAuth error (Amazon Cognito, "Token endpoint"). Grants played:
 * client credentials, which gives no refresh token, authorization code, which gives one, and refresh token, which gives no
 * new one unless told to.
 */
final class TokenEndpoint implements Handler {

    private static final String PATH = "/oauth2/token";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BASIC = "Basic ";

    private final Credentials credentials;
    private final Tokens tokens;
    private final AuthorizationCodes codes;
    private final Supplier<RefreshToken> consent;

    TokenEndpoint(Credentials credentials, Tokens tokens, AuthorizationCodes codes, Supplier<RefreshToken> consent) {
        this.credentials = credentials;
        this.tokens = tokens;
        this.codes = codes;
        this.consent = consent;
    }

    @Override
    public Response handle(Request request) {
        if (!request.path().equals(PATH)) {
            return Response.empty(404);
        }
        if (!request.method().equals("POST")) {
            return Response.empty(405).withHeader("Allow", "POST");
        }
        if (!request.header("Content-Type").orElse("").startsWith(FORM)) {
            return refused("invalid_request", "The body must be " + FORM);
        }
        return grant(request, form(request));
    }

    private static Query form(Request request) {
        try {
            return Query.parse(request.text());
        } catch (IllegalArgumentException brokenEncoding) {
            return Query.parse(null);
        }
    }

    private Response grant(Request request, Query form) {
        if (form.first("client_id").isEmpty()) {
            return refused("invalid_request", "client_id is missing in the form");
        }
        if (!form.first("client_id").get().equals(credentials.clientId()) || !isAuthenticated(request)) {
            return refused("invalid_client", "Unknown client or wrong secret");
        }
        return switch (form.first("grant_type").orElse("")) {
            case "" -> refused("invalid_request", "grant_type is missing");
            case "client_credentials" -> granted(Optional.empty(), Optional.empty());
            case "authorization_code" -> exchanged(form);
            case "refresh_token" ->
                tokens.refreshToken(form.first("refresh_token").orElse(""))
                        .map(token -> granted(Optional.of(token), tokens.successor(token)))
                        .orElseGet(() -> refused("invalid_grant", "Unknown or expired refresh token"));
            default ->
                refused(
                        "unsupported_grant_type",
                        "Only client_credentials, authorization_code and refresh_token are played");
        };
    }

    private boolean isAuthenticated(Request request) {
        String expected = credentials.clientId() + ":" + credentials.clientSecret();
        String basic = BASIC + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization").filter(basic::equals).isPresent();
    }

    private Response exchanged(Query form) {
        boolean good = codes.redeem(
                form.first("code").orElse(""), form.first("redirect_uri").orElse(""), form.first("code_verifier"));
        if (!good) {
            return refused("invalid_grant", "Unknown, used or expired code, or not for this address and verifier");
        }
        Optional<RefreshToken> given = Optional.of(consent.get());
        return granted(given, given);
    }

    /**
     * @param session the refresh token that the access token belongs to
     * @param given the refresh token that is told
     */
    private Response granted(Optional<RefreshToken> session, Optional<RefreshToken> given) {
        ObjectNode answer = Json.object()
                .put("access_token", tokens.open(session))
                .put("expires_in", tokens.lifeInSeconds())
                .put("token_type", "Bearer");
        given.ifPresent(token -> answer.put("refresh_token", token.value()));
        return Response.json(200, Json.bytes(answer)).withHeader("Cache-Control", "no-store");
    }

    private static Response refused(String error, String description) {
        return Response.json(400, Json.bytes(Json.object().put("error", error).put("error_description", description)));
    }
}
