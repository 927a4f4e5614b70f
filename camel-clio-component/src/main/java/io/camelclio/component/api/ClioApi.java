package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.BudgetExhaustedException;
import io.camelclio.pull.HttpCall;
import io.camelclio.pull.Origin;
import io.camelclio.pull.RateBudget;
import io.camelclio.pull.TokenRefusedException;
import io.camelclio.pull.TokenSession;
import io.camelclio.pull.Turn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls to one installation of Clio with one token and one budget. No thread waits for an answer; once the budget admits
 * it, every attempt ends within its deadline, body included. A refused token is replaced and the call made again once;
 * what fails in passing is repeated as {@link Repetition} says. The token goes to the configured address and nowhere else.
 */
public final class ClioApi implements AutoCloseable {

    private static final String API = "/api/v4/";
    private static final int UNAUTHORIZED = 401;

    private final URI address;
    private final String apiVersion;
    private final Duration deadline;
    private final TokenSession token;
    private final RateBudget budget;
    private final RateHeaders rateHeaders;
    private final HttpClient http;
    private final Clock clock;
    private final Pauses pauses;
    private final CallObserver observer;
    private final Repetition repetition =
            new Repetition(() -> ThreadLocalRandom.current().nextDouble());

    /** @param deadline how long one attempt may take from sending to the end of the answer */
    public ClioApi(
            URI address,
            String apiVersion,
            Duration deadline,
            TokenSession token,
            RateBudget budget,
            HttpClient http,
            Clock clock,
            ScheduledExecutorService scheduler,
            CallObserver observer) {
        this.address = address;
        this.apiVersion = apiVersion;
        this.deadline = deadline;
        this.token = token;
        this.budget = budget;
        this.rateHeaders = new RateHeaders(budget, clock);
        this.http = http;
        this.clock = clock;
        this.pauses = new Pauses(scheduler);
        this.observer = observer;
    }

    /** Makes a call. Fails with a {@link ClioException} that says whose fault it is and what to do. */
    public CompletableFuture<ClioAnswer> send(ClioCall call) {
        URI target;
        try {
            target = target(call);
        } catch (ClioException e) {
            return CompletableFuture.failedFuture(e);
        }
        return send(call, target, 0, false);
    }

    private CompletableFuture<ClioAnswer> send(ClioCall call, URI target, int repeats, boolean perhapsApplied) {
        return attempt(call, target, call.mostRedirects())
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    if (!(cause(failure) instanceof ClioException e)) {
                        return CompletableFuture.<ClioAnswer>failedFuture(cause(failure));
                    }
                    if (perhapsApplied && call.method().equals("DELETE") && e.kind() == Kind.NOT_FOUND) {
                        return CompletableFuture.completedFuture(gone(target));
                    }
                    return repetition
                            .pause(call, e, repeats)
                            .map(pause -> pauses.after(pause)
                                    .thenCompose(over -> send(call, target, repeats + 1, isPerhapsApplied(e))))
                            .orElseGet(() -> CompletableFuture.failedFuture(e));
                })
                .thenCompose(Function.identity());
    }

    /** The deletion that got no clear answer had been made all the same. */
    private static ClioAnswer gone(URI target) {
        return ClioAnswer.of(target.getPath(), 204, HttpHeaders.of(Map.of(), (name, value) -> true), null);
    }

    private static boolean isPerhapsApplied(ClioException e) {
        return e.kind() == Kind.NO_ANSWER || e.kind() == Kind.VENDOR_FAILURE;
    }

    private URI target(ClioCall call) throws ClioException {
        if (!call.isLink()) {
            return URI.create(
                    address + API + call.path() + ".json" + call.query().asQuery());
        }
        return own(link("A paging link of " + call, () -> URI.create(call.path())), "A paging link of " + call);
    }

    private static URI link(String what, Supplier<URI> reading) throws ClioException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ClioException(Kind.REDIRECTED, 0, what + " is unreadable");
        }
    }

    /** A link, if it leads to the host that the token is for. */
    private URI own(URI link, String what) throws ClioException {
        if (!Origin.of(link).equals(Origin.of(address))) {
            throw new ClioException(
                    Kind.REDIRECTED,
                    0,
                    what + " leads to host '" + link.getHost() + "' instead of " + address.getHost());
        }
        return link;
    }

    /** One attempt, and a second one where the token had to be replaced. */
    private CompletableFuture<ClioAnswer> attempt(ClioCall call, URI target, int redirectsLeft) {
        return exchange(call, target)
                .thenCompose(first -> {
                    if (first.response().statusCode() != UNAUTHORIZED) {
                        return CompletableFuture.completedFuture(first);
                    }
                    token.reject(first.token());
                    return exchange(call, target);
                })
                .thenCompose(exchange -> {
                    try {
                        if (exchange.response().statusCode() == UNAUTHORIZED) {
                            token.rejectReplacement(exchange.token());
                        }
                        return answer(call, target, exchange.response(), redirectsLeft);
                    } catch (ClioException e) {
                        return CompletableFuture.failedFuture(e);
                    }
                });
    }

    private CompletableFuture<ClioAnswer> answer(
            ClioCall call, URI target, HttpResponse<byte[]> response, int redirectsLeft) throws ClioException {
        Reading reading = new Reading(call, target, response);
        if (reading.isRedirect()) {
            String what = "A redirect of " + call;
            URI next = own(link(what, () -> target.resolve(reading.location())), what);
            if (!call.method().equals("GET") || redirectsLeft == 0) {
                throw reading.error();
            }
            return attempt(call, next, redirectsLeft - 1);
        }
        return CompletableFuture.completedFuture(reading.answer());
    }

    private CompletableFuture<Exchange> exchange(ClioCall call, URI target) {
        return budget.acquire(call.priority(), call.patience())
                .exceptionally(failure -> {
                    throw new CompletionException(noTurn(call, cause(failure)));
                })
                .thenCompose(turn -> bearer(turn)
                        .thenCompose(bearer -> exchange(call, request(call, target, bearer), bearer, turn))
                        .whenComplete((exchange, failure) -> turn.answered()));
    }

    private CompletionStage<String> bearer(Turn turn) {
        return token.current().exceptionally(failure -> {
            turn.unused();
            throw new CompletionException(
                    cause(failure) instanceof TokenRefusedException refused
                            ? new ClioException(Kind.CREDENTIALS, refused.getMessage(), refused)
                            : cause(failure));
        });
    }

    private static Throwable noTurn(ClioCall call, Throwable failure) {
        return failure instanceof BudgetExhaustedException
                ? new ClioException(Kind.BUDGET_EXHAUSTED, call + " was not sent, " + failure.getMessage(), failure)
                : failure;
    }

    private HttpRequest request(ClioCall call, URI target, String bearer) {
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
    }

    private CompletableFuture<Exchange> exchange(ClioCall call, HttpRequest request, String bearer, Turn turn) {
        Instant sent = clock.instant();
        return HttpCall.send(http, request, deadline).handle((response, failure) -> {
            Duration took = Duration.between(sent, clock.instant());
            if (failure != null) {
                observer.ended(call, 0, took, turn.waited());
                throw new CompletionException(
                        NoAnswer.of(request.method() + " " + request.uri().getPath(), cause(failure), deadline));
            }
            rateHeaders.observe(turn, response.statusCode(), response.headers());
            observer.ended(call, response.statusCode(), took, turn.waited());
            return new Exchange(bearer, response);
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    /** Whatever waits to be repeated fails; what was sent ends by itself. */
    @Override
    public void close() {
        pauses.close();
    }

    private record Exchange(String token, HttpResponse<byte[]> response) {

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "Exchange[" + response + "]";
        }
    }
}
