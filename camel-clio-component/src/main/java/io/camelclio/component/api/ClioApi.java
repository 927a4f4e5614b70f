package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.http.Origin;
import io.camelclio.pull.rate.Pauses;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.TokenSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    private static final String JSON = ".json";

    private final URI address;
    private final Attempts attempts;
    private final Pauses pauses;
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
        this.attempts = new Attempts(apiVersion, deadline, token, budget, http, clock, observer);
        this.pauses = new Pauses(scheduler);
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
        return follow(call, target, call.mostRedirects())
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    if (!(HttpCall.cause(failure) instanceof ClioException e)) {
                        return CompletableFuture.<ClioAnswer>failedFuture(HttpCall.cause(failure));
                    }
                    if (perhapsApplied && call.method().equals("DELETE") && e.kind() == Kind.NOT_FOUND) {
                        return CompletableFuture.completedFuture(gone(target));
                    }
                    boolean unclear = perhapsApplied || isPerhapsApplied(e);
                    return repetition
                            .pause(call, e, repeats)
                            .map(pause ->
                                    pauses.after(pause).thenCompose(over -> send(call, target, repeats + 1, unclear)))
                            .orElseGet(() -> CompletableFuture.failedFuture(e));
                })
                .thenCompose(Function.identity());
    }

    /** The deletion that got no clear answer had been made all the same. */
    private static ClioAnswer gone(URI target) {
        return ClioAnswer.of(target.getPath(), 204, HttpHeaders.of(Map.of(), (name, value) -> true), null);
    }

    /** A failure without a request is one of the token's: the call itself was never sent. */
    private static boolean isPerhapsApplied(ClioException e) {
        return e.request() != null && (e.kind() == Kind.NO_ANSWER || e.kind() == Kind.VENDOR_FAILURE);
    }

    private URI target(ClioCall call) throws ClioException {
        return call.isLink() ? own(call, "A paging link", () -> URI.create(call.path())) : address(call);
    }

    private URI address(ClioCall call) {
        return URI.create(address + API + call.path() + JSON + call.query().asQuery());
    }

    /** Whether a link is a page of the list that this call reads: on our host and of its very path. */
    public boolean isPageOf(ClioCall list, String link) {
        try {
            URI page = URI.create(link);
            String path = address(list).getRawPath();
            return Origin.of(page).equals(Origin.of(address))
                    && (path.equals(page.getRawPath()) || path.equals(page.getRawPath() + JSON));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A link, if it leads to the host that the token is for. */
    private URI own(ClioCall call, String what, Supplier<URI> reading) throws ClioException {
        URI link;
        try {
            link = reading.get();
        } catch (IllegalArgumentException e) {
            throw misled(call, what + " of " + call + " is unreadable");
        }
        if (!Origin.of(link).equals(Origin.of(address))) {
            throw misled(
                    call,
                    what + " of " + call + " leads to host '" + link.getHost() + "' instead of " + address.getHost());
        }
        return link;
    }

    private static ClioException misled(ClioCall call, String what) {
        return new ClioException(Kind.REDIRECTED, call.toString(), 0, what, null);
    }

    private CompletableFuture<ClioAnswer> follow(ClioCall call, URI target, int redirectsLeft) {
        return attempts.make(call, target).thenCompose(response -> {
            try {
                return answer(call, target, response, redirectsLeft);
            } catch (ClioException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private CompletableFuture<ClioAnswer> answer(
            ClioCall call, URI target, HttpResponse<byte[]> response, int redirectsLeft) throws ClioException {
        Reading reading = new Reading(call, target, response);
        if (reading.isRedirect()) {
            URI next = own(call, "A redirect", () -> target.resolve(reading.location()));
            if (!call.method().equals("GET") || redirectsLeft == 0) {
                throw reading.error();
            }
            return follow(call, next, redirectsLeft - 1);
        }
        return CompletableFuture.completedFuture(reading.answer());
    }

    /** Whatever waits to be repeated fails; what was sent ends by itself. */
    @Override
    public void close() {
        pauses.close();
    }
}
