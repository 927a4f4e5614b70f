package io.camelclio.testkit.smokeball.oauth;

import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * GET /oauth2/authorize, the log-in of a user who consents at once included (Smokeball, "Authorization Code Grant"). Nobody
 * is sent to an address that is not registered; of proof keys only S256 is taken. The 400 where the vendor shows a page of
 * its own is ours.
 */
final class AuthorizeEndpoint implements Handler {

    static final String PATH = "/oauth2/authorize";

    private final String clientId;
    private final Set<String> redirectUris;
    private final AuthorizationCodes codes;

    AuthorizeEndpoint(String clientId, Set<String> redirectUris, AuthorizationCodes codes) {
        this.clientId = clientId;
        this.redirectUris = redirectUris;
        this.codes = codes;
    }

    @Override
    public Response handle(Request request) {
        Query query = request.query();
        String redirectUri = query.first("redirect_uri").orElse("");
        if (!request.method().equals("GET")) {
            return Response.empty(405).withHeader("Allow", "GET");
        }
        if (!query.first("client_id").equals(Optional.of(clientId)) || !redirectUris.contains(redirectUri)) {
            return Response.json(400, Json.bytes(Json.object().put("error", "redirect_mismatch")));
        }
        Optional<String> challenge = query.first("code_challenge");
        if (!query.first("response_type").equals(Optional.of("code"))
                || challenge.isPresent()
                        && !query.first("code_challenge_method").equals(Optional.of("S256"))) {
            return redirect(query, redirectUri, "error", "invalid_request");
        }
        return redirect(query, redirectUri, "code", codes.issue(redirectUri, challenge));
    }

    private static Response redirect(Query query, String redirectUri, String name, String value) {
        String state = query.first("state")
                .map(given -> "&state=" + URLEncoder.encode(given, StandardCharsets.UTF_8))
                .orElse("");
        return Response.empty(302).withHeader("Location", redirectUri + "?" + name + "=" + value + state);
    }
}
