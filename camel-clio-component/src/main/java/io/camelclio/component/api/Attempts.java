package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.rate.BudgetExhaustedException;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import io.camelclio.pull.token.TokenRefusedException;
import io.camelclio.pull.token.TokenSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Sends one request when the budget has a place for it and the token is good, and once more with a new token where the
 * old one was refused. Whatever happens, the place is given back and the observer is told.
 */
final class Attempts {

    private static final int UNAUTHORIZED = 401;

    /** Of an answer: some hundred times a full page with every field. */
    private static final int MOST_BYTES = 64 << 20;

    private final String apiVersion;
    private final Duration deadline;
    private final TokenSession token;
    private final RateBudget budget;
    private final RateHeaders rateHeaders;
    private final HttpClient http;
    private final Clock clock;
    private final CallObserver observer;

    Attempts(
            String apiVersion,
            Duration deadline,
            TokenSession token,
            RateBudget budget,
            HttpClient http,
            Clock clock,
            CallObserver observer) {
        this.apiVersion = apiVersion;
        this.deadline = deadline;
        this.token = token;
        this.budget = budget;
        this.rateHeaders = new RateHeaders(budget, clock);
        this.http = http;
        this.clock = clock;
        this.observer = observer;
    }

    /** Whatever Clio answers; fails with a {@link ClioException} when there is no answer. */
    CompletableFuture<HttpResponse<byte[]>> make(ClioCall call, URI target) {
        return exchange(call, target).thenCompose(first -> {
            if (first.response().statusCode() != UNAUTHORIZED) {
                return CompletableFuture.completedFuture(first.response());
            }
            token.reject(first.token());
            return exchange(call, target).thenApply(this::accepted);
        });
    }

    private HttpResponse<byte[]> accepted(Exchange second) {
        if (second.response().statusCode() == UNAUTHORIZED) {
            token.rejectReplacement(second.token());
        }
        return second.response();
    }

    private CompletableFuture<Exchange> exchange(ClioCall call, URI target) {
        return budget.acquire(call.priority(), call.patience())
                .exceptionally(failure -> {
                    throw new CompletionException(noTurn(call, HttpCall.cause(failure)));
                })
                .thenCompose(turn -> bearer(turn)
                        .thenCompose(bearer -> exchange(call, request(call, target, bearer, turn), bearer, turn))
                        .whenComplete((exchange, failure) -> turn.answered()));
    }

    private static Throwable noTurn(ClioCall call, Throwable failure) {
        return failure instanceof BudgetExhaustedException
                ? new ClioException(Kind.BUDGET_EXHAUSTED, call + " was not sent, " + failure.getMessage(), failure)
                : failure;
    }

    private CompletionStage<String> bearer(Turn turn) {
        return token.current().exceptionally(failure -> {
            turn.unused();
            throw new CompletionException(
                    HttpCall.cause(failure) instanceof TokenRefusedException refused
                            ? new ClioException(Kind.CREDENTIALS, refused.getMessage(), refused)
                            : HttpCall.cause(failure));
        });
    }

    private HttpRequest request(ClioCall call, URI target, String bearer, Turn turn) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(target)
                    .method(
                            call.method(),
                            call.json() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.json()))
                    .header("Authorization", "Bearer " + bearer)
                    .header("Accept", "application/json")
                    .header("X-API-VERSION", call.apiVersion() == null ? apiVersion : call.apiVersion());
            if (call.json() != null) {
                request.header("Content-Type", "application/json");
            }
            call.headers().forEach(request::header);
            return request.build();
        } catch (IllegalArgumentException e) {
            turn.unused();
            // Not passed on as a cause: it quotes the header, which may be the token.
            throw new CompletionException(new ClioException(
                    Kind.INVALID_REQUEST,
                    0,
                    call + " was not sent, since its token, version or a condition holds a character that no HTTP"
                            + " header may have"));
        }
    }

    private CompletableFuture<Exchange> exchange(ClioCall call, HttpRequest request, String bearer, Turn turn) {
        Instant sent = clock.instant();
        return HttpCall.send(http, request, deadline, MOST_BYTES).handle((response, failure) -> {
            Duration took = Duration.between(sent, clock.instant());
            if (failure != null) {
                observer.ended(call, 0, took, turn.waited());
                throw new CompletionException(NoAnswer.of(
                        request.method() + " " + request.uri().getPath(), HttpCall.cause(failure), deadline));
            }
            rateHeaders.observe(turn, response.statusCode(), response.headers());
            observer.ended(call, response.statusCode(), took, turn.waited());
            return new Exchange(bearer, response);
        });
    }

    private record Exchange(String token, HttpResponse<byte[]> response) {

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "Exchange[" + response + "]";
        }
    }
}
