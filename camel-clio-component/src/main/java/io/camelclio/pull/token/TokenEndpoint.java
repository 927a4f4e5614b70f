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
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * An OAuth 2.0 token endpoint. A token lives as long as {@code expires_in} says, in seconds, and where that says nothing
 * until it is refused; what the endpoint answers never shows in an exception, except OAuth's own error word.
 */
public final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What OAuth lets a token be made of (RFC 6749, appendix A), without blanks at its ends; far longer than any. */
    private static final Pattern TOKEN = Pattern.compile("[!-~](?:[ -~]{0,65534}[!-~])?");
    /** A hundred years: what says more could not be reckoned with. */
    private static final long LONGEST_LIFE_SECONDS = 100L * 365 * 86_400;

    /** Of an answer; tokens have some thousand at most. */
    private static final int MOST_BYTES = 1 << 20;

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
        return HttpCall.send(http, request.build(), deadline, MOST_BYTES).thenApply(response -> {
            try {
                return read(response.statusCode(), response.body());
            } catch (TokenRefusedException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** What an answer issues; one that no header or form could carry is none. */
    Issued read(int status, byte[] body) throws TokenRefusedException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            answer = JSON.createObjectNode();
        }
        String token = token(answer, "access_token");
        if (status != 200 || token == null) {
            throw new TokenRefusedException(
                    address, status, answer.path("error").asText(""));
        }
        long life = Math.min(answer.path("expires_in").asLong(0), LONGEST_LIFE_SECONDS);
        AccessToken access = life > 0 ? AccessToken.livingFor(token, life, clock) : AccessToken.withoutEnd(token);
        return new Issued(access, token(answer, "refresh_token"));
    }

    private static String token(JsonNode answer, String field) {
        String token = answer.path(field).textValue();
        return token != null && TOKEN.matcher(token).matches() ? token : null;
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
