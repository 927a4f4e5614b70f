package io.camelclio.component.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.ClioException;
import io.camelclio.component.ClioException.Kind;
import io.camelclio.pull.TokenSession.AccessToken;
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
 * Clio's token endpoint with the refresh-token grant. The life of a token is what {@code expires_in} says, in seconds;
 * a rotated refresh token replaces the one we had (Clio, "Authorization").
 */
public final class ClioTokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final String clientId;
    private final String clientSecret;
    private final Duration deadline;
    private final HttpClient http;
    private final Clock clock;
    private volatile String refreshToken;

    public ClioTokens(
            URI address,
            String clientId,
            String clientSecret,
            String refreshToken,
            Duration deadline,
            HttpClient http,
            Clock clock) {
        this.address = address;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.refreshToken = refreshToken;
        this.deadline = deadline;
        this.http = http;
        this.clock = clock;
    }

    /** A fresh access token; fails with a {@link ClioException} that tells refused credentials from an outage. */
    public CompletableFuture<AccessToken> refresh() {
        String form = new Query()
                .with("client_id", clientId)
                .with("client_secret", clientSecret)
                .with("grant_type", "refresh_token")
                .with("refresh_token", refreshToken)
                .toString()
                .substring(1);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form))
                .build();
        return ClioApi.exchange(http, request, deadline).thenApply(this::read);
    }

    private AccessToken read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status != 200) {
            ClioException refused = ClioErrors.of("POST /oauth/token", status, response.body());
            boolean ours = refused.kind() == Kind.INVALID_REQUEST;
            throw new CompletionException(
                    ours
                            ? new ClioException(Kind.CREDENTIALS, "POST /oauth/token was answered " + status, refused)
                            : refused);
        }
        try {
            JsonNode answer = JSON.readTree(response.body());
            String rotated = answer.path("refresh_token").asText("");
            if (!rotated.isEmpty()) {
                refreshToken = rotated;
            }
            String token = answer.path("access_token").asText("");
            if (!token.isEmpty()) {
                return AccessToken.livingFor(token, answer.path("expires_in").asLong(0), clock);
            }
        } catch (IOException e) {
            // Not passed on as a cause: a parser's message may quote the answer, which holds a token.
        }
        throw new CompletionException(
                new ClioException(Kind.UNEXPECTED_ANSWER, status, "The answer of /oauth/token holds no access token"));
    }
}
