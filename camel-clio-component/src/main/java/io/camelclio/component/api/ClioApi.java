package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.BudgetExhaustedException;
import io.camelclio.pull.HttpCall;
import io.camelclio.pull.Origin;
import io.camelclio.pull.Priority;
import io.camelclio.pull.Query;
import io.camelclio.pull.RateBudget;
import io.camelclio.pull.TokenRefusedException;
import io.camelclio.pull.TokenSession;
import io.camelclio.pull.Turn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Calls to one installation of Clio with one token and one budget. No thread waits for an answer; once the budget admits
 * it, every call ends within its deadline, body included; a refused token is replaced and the call repeated once. The token goes to the configured
 * address and nowhere else: redirects are not followed, and a paging link must lead to the same host.
 */
public final class ClioApi {

    private static final String API = "/api/v4/";
    private static final int UNAUTHORIZED = 401;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final URI address;
    private final String apiVersion;
    private final Duration deadline;
    private final TokenSession token;
    private final RateBudget budget;
    private final RateHeaders rateHeaders;
    private final HttpClient http;

    public ClioApi(
            URI address,
            String apiVersion,
            Duration deadline,
            TokenSession token,
            RateBudget budget,
            HttpClient http,
            Clock clock) {
        this.address = address;
        this.apiVersion = apiVersion;
        this.deadline = deadline;
        this.token = token;
        this.budget = budget;
        this.rateHeaders = new RateHeaders(budget, clock);
        this.http = http;
    }

    /** Reads a resource, such as {@code activities} or {@code activities/152}. */
    public CompletableFuture<ClioAnswer> get(String resource, Query query) {
        return send("GET", resource, query, null);
    }

    /** Follows a paging link as Clio gave it; a link to another host fails and never sees the token. */
    public CompletableFuture<ClioAnswer> follow(String link) {
        URI target;
        try {
            target = URI.create(link);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(foreign("unreadable"));
        }
        if (!Origin.of(target).equals(Origin.of(address))) {
            return CompletableFuture.failedFuture(foreign(String.valueOf(target.getHost())));
        }
        return call("GET", target, null);
    }

    /** Calls a resource with a JSON body; a null body sends none. */
    public CompletableFuture<ClioAnswer> send(String method, String resource, Query query, byte[] json) {
        return call(method, URI.create(address + API + resource + ".json" + query.asQuery()), json);
    }

    private CompletableFuture<ClioAnswer> call(String method, URI target, byte[] json) {
        return attempt(method, target, json)
                .thenCompose(first -> {
                    if (first.response().statusCode() != UNAUTHORIZED) {
                        return CompletableFuture.completedFuture(first);
                    }
                    token.reject(first.token());
                    return attempt(method, target, json).whenComplete((second, failure) -> {
                        if (second != null && second.response().statusCode() == UNAUTHORIZED) {
                            token.rejectReplacement(second.token());
                        }
                    });
                })
                .thenApply(attempt -> answerOf(method, target, attempt.response()));
    }

    private CompletableFuture<Attempt> attempt(String method, URI target, byte[] json) {
        return turn(method, target).thenCompose(turn -> bearer(turn).thenCompose(bearer -> {
            HttpRequest request = HttpRequest.newBuilder(target)
                    .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json))
                    .header("Authorization", "Bearer " + bearer)
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/json")
                    .header("X-API-VERSION", apiVersion)
                    .build();
            return exchange(request, turn).thenApply(response -> new Attempt(bearer, response));
        }));
    }

    private CompletableFuture<Turn> turn(String method, URI target) {
        return budget.acquire(Priority.INTERACTIVE, PATIENCE).exceptionally(failure -> {
            throw new CompletionException(
                    failure instanceof BudgetExhaustedException
                            ? new ClioException(
                                    Kind.RATE_LIMITED,
                                    method + " " + target.getPath() + " was not sent. " + failure.getMessage(),
                                    failure)
                            : failure);
        });
    }

    private CompletionStage<String> bearer(Turn turn) {
        return token.current().exceptionally(failure -> {
            turn.unused();
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw new CompletionException(
                    cause instanceof TokenRefusedException
                            ? new ClioException(Kind.CREDENTIALS, cause.getMessage(), cause)
                            : cause);
        });
    }

    private CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest request, Turn turn) {
        return HttpCall.send(http, request, deadline)
                .whenComplete((response, failure) -> {
                    if (response != null) {
                        rateHeaders.observe(turn, response.statusCode(), response.headers());
                    }
                    turn.answered();
                })
                .exceptionally(failure -> {
                    String what =
                            request.method() + " " + request.uri().getPath() + " got no answer: " + reason(failure);
                    throw new CompletionException(new ClioException(Kind.UNREACHABLE, what, failure));
                });
    }

    /** The kind of failure; its own text may quote the request. */
    private String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "nothing within " + deadline
                : cause.getClass().getSimpleName();
    }

    private ClioAnswer answerOf(String method, URI target, HttpResponse<byte[]> response) {
        boolean success = response.statusCode() / 100 == 2;
        if (!success) {
            throw new CompletionException(
                    ClioErrors.of(method + " " + target.getPath(), response.statusCode(), response.body()));
        }
        return new ClioAnswer(target.getPath(), response.statusCode(), response.headers(), response.body());
    }

    private ClioException foreign(String host) {
        return new ClioException(
                Kind.UNEXPECTED_ANSWER,
                0,
                "A paging link leads to host '" + host + "' instead of " + address.getHost());
    }

    private record Attempt(String token, HttpResponse<byte[]> response) {

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "Attempt[" + response + "]";
        }
    }
}
