package io.camelclio.pull.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.token.TokenSession.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An OAuth 2.0 token endpoint. A token lives as long as {@code expires_in} says, in seconds, and where that says nothing
 * until it is refused; what the endpoint answers never shows in an exception, except OAuth's own error word.
 */
public final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Duration deadline;
    private final HttpClient http;
    private final Clock clock;

    public TokenEndpoint(URI address, Duration deadline, HttpClient http, Clock clock) {
        this.address = address;
        this.deadline = deadline;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Asks for a token. Fails with {@link TokenRefusedException} when the endpoint answered without one, otherwise as the
     * network failed.
     *
     * @param authorization value of the Authorization header, or null for none
     */
    public CompletableFuture<Issued> ask(Query form, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form.asForm()));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpCall.send(http, request.build(), deadline).thenApply(this::read);
    }

    private Issued read(HttpResponse<byte[]> response) {
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (IOException e) {
            answer = JSON.createObjectNode();
        }
        String token = answer.path("access_token").asText("");
        if (response.statusCode() != 200 || token.isEmpty()) {
            throw new CompletionException(new TokenRefusedException(
                    address, response.statusCode(), answer.path("error").asText("")));
        }
        long life = answer.path("expires_in").asLong(0);
        AccessToken access = life > 0 ? AccessToken.livingFor(token, life, clock) : AccessToken.withoutEnd(token);
        return new Issued(access, answer.path("refresh_token").asText(null));
    }

    /**
     * What was issued.
     *
     * @param refreshToken a new refresh token, or null when the old one stays
     */
    public record Issued(AccessToken access, String refreshToken) {

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "Issued[" + access + "]";
        }
    }
}
