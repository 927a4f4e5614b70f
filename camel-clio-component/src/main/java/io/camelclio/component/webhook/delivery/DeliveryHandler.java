package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.camelclio.component.http.RequestHandler;
import io.camelclio.component.telemetry.DeliveryObserver;
import io.camelclio.component.webhook.subscription.Handshake;
import io.camelclio.component.webhook.subscription.Signature;
import io.camelclio.component.webhook.subscription.Signer;
import io.camelclio.component.webhook.subscription.Subscriptions;
import io.camelclio.component.webhook.subscription.WantedSubscription;
import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Decides the answer to every request on one webhook path, whatever the HTTP engine. Nothing is parsed before its
 * signature is proven over the exact bytes; nothing is answered with 2xx before the route has finished, except a
 * handshake, which is never believed.
 */
public final class DeliveryHandler implements RequestHandler {

    private static final String HOOK_SIGNATURE = "X-Hook-Signature";
    /** The header is not signed, so it is believed only where it says next to nothing. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(5);

    private static final int MAX_SECRET_LENGTH = 512;

    /** Deliveries that may wait for Clio's list of webhooks because no known secret fits; each of them holds its body. */
    static final int MAX_UNPROVEN = 64;

    private final WantedSubscription wanted;
    private final Subscriptions subscriptions;
    private final DeliveryRoute route;
    private final int maxBodySize;
    private final Duration timeout;
    private final Semaphore inFlight;
    private final Semaphore unproven = new Semaphore(MAX_UNPROVEN);
    private final Clock clock;
    private final DeliveryObserver observer;
    private final RefusalLog refusals;
    private final LastOutcomes outcomes;
    private volatile boolean accepting = true;

    public DeliveryHandler(
            WantedSubscription wanted,
            Subscriptions subscriptions,
            DeliveryRoute route,
            int maxBodySize,
            int maxInFlight,
            Duration timeout,
            Clock clock,
            DeliveryObserver observer) {
        this.wanted = wanted;
        this.subscriptions = subscriptions;
        this.route = route;
        this.maxBodySize = maxBodySize;
        this.timeout = timeout;
        this.inFlight = new Semaphore(maxInFlight);
        this.clock = clock;
        this.observer = observer;
        this.refusals = new RefusalLog(wanted.model(), route.connection(), clock);
        this.outcomes = new LastOutcomes(clock);
    }

    /** While not accepting, deliveries stay with Clio; handshakes are answered all the same. */
    public void accept(boolean accept) {
        accepting = accept;
    }

    /** Why deliveries are put off whatever they hold; empty while they are taken. */
    public Optional<String> hindrance() {
        if (!accepting) {
            return Optional.of("the route is suspended or stops");
        }
        return subscriptions.secrets().isEmpty(wanted)
                ? Optional.of("Clio's API has shown no secret for them yet, so that none can be proven")
                : outcomes.hindrance();
    }

    /** The longest a sender waits, the time in a queue before {@link #handle} included. */
    Duration timeout() {
        return timeout;
    }

    int maxBodySize() {
        return maxBodySize;
    }

    @Override
    public void answered(Answer answer) {
        observer.answered(answer.status());
    }

    /** The answer, complete within the time-out; never fails. */
    @Override
    public CompletionStage<Answer> handle(Request request) {
        Optional<Answer> known = atOnce(request);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        Hearing hearing = new Hearing();
        proven(request, signature(request).orElseThrow(), hearing)
                .whenComplete((judged, failure) -> hearing.verdict.complete(failure == null ? judged : Verdict.FAILED));
        return hearing.verdict
                .completeOnTimeout(Verdict.TIMED_OUT, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(verdict -> {
                    if (hearing.isProven) {
                        ended(verdict);
                    }
                    return told(verdict);
                });
    }

    private void ended(Verdict verdict) {
        outcomes.ended(verdict);
        if (verdict.isPutOff()) {
            observer.putOff();
        }
    }

    /** One request until its verdict: whose signature holds has come to the route, or would have. */
    private static final class Hearing {

        private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        private volatile boolean isProven;
    }

    /** The answer to what needs neither a secret nor the route; given without any work, so that a flood of it costs none. */
    Optional<Answer> atOnce(Request request) {
        Optional<Verdict> unfit = unfit(request);
        if (unfit.isPresent()) {
            return unfit.map(this::told);
        }
        if (request.header(HOOK_SIGNATURE).isEmpty()) {
            return Optional.of(unsigned(request.header(WebhookAnswer.HOOK_SECRET)));
        }
        if (!accepting) {
            return Optional.of(told(Verdict.SUSPENDED));
        }
        return signature(request).isEmpty() ? Optional.of(told(Verdict.MALFORMED_SIGNATURE)) : Optional.empty();
    }

    private static Optional<Signature> signature(Request request) {
        List<String> signatures = request.header(HOOK_SIGNATURE);
        return signatures.size() == 1 ? Signature.parse(signatures.get(0)) : Optional.empty();
    }

    /** The answer to a verdict, once it is counted. Whoever judges a request before it is here whole asks here too. */
    Answer told(Verdict verdict) {
        if (verdict == Verdict.TAKEN) {
            observer.taken();
        } else {
            observer.refused(verdict.reason());
            refusals.refused(verdict);
        }
        return verdict.answer();
    }

    private Optional<Verdict> unfit(Request request) {
        if (!request.method().equals("POST")) {
            return Optional.of(Verdict.NOT_A_POST);
        }
        if (request.body().length > maxBodySize) {
            return Optional.of(Verdict.TOO_LARGE);
        }
        return request.header("Content-Encoding").isEmpty() ? Optional.empty() : Optional.of(Verdict.ENCODED);
    }

    /** Echoing a secret tells its sender nothing; it becomes trusted only if Clio's API shows the same one. */
    private Answer unsigned(List<String> secrets) {
        boolean handshake = secrets.size() == 1
                && !secrets.get(0).isEmpty()
                && secrets.get(0).length() <= MAX_SECRET_LENGTH
                && secrets.get(0).chars().allMatch(c -> c > ' ' && c < 127);
        if (!handshake) {
            return told(Verdict.UNSIGNED);
        }
        observer.handshake(subscriptions.awaitsHandshake(wanted));
        return wanted.handshake() == Handshake.immediate
                ? WebhookAnswer.handshake(secrets.get(0))
                : WebhookAnswer.HEARD;
    }

    private CompletableFuture<Verdict> proven(Request request, Signature signature, Hearing hearing) {
        Optional<Signer> signer = signerOf(request, signature);
        return signer.isPresent()
                ? admit(request, signer.get(), hearing)
                : askClioAndProve(request, signature, hearing);
    }

    private CompletableFuture<Verdict> askClioAndProve(Request request, Signature signature, Hearing hearing) {
        if (!unproven.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    subscriptions.secrets().isEmpty(wanted) ? Verdict.NO_SECRET : Verdict.UNPROVEN_CROWD);
        }
        return subscriptions
                .secrets()
                .refresh()
                .handle((done, failure) -> {
                    unproven.release();
                    return signerOf(request, signature)
                            .map(signer -> admit(request, signer, hearing))
                            .orElseGet(() -> CompletableFuture.completedFuture(withoutSigner(failure == null)));
                })
                .thenCompose(judged -> judged);
    }

    private Optional<Signer> signerOf(Request request, Signature signature) {
        return subscriptions.secrets().signerOf(request.body(), signature, wanted);
    }

    /** As long as Clio's API shows us no secret, or does not answer, it is we who cannot prove anything. */
    private Verdict withoutSigner(boolean clioAnswered) {
        if (subscriptions.secrets().isEmpty(wanted)) {
            return Verdict.NO_SECRET;
        }
        return clioAnswered ? Verdict.BAD_SIGNATURE : Verdict.CLIO_SILENT;
    }

    private CompletableFuture<Verdict> admit(Request request, Signer signer, Hearing hearing) {
        hearing.isProven = true;
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.completedFuture(Verdict.CROWDED);
        }
        CompletableFuture<Verdict> verdict;
        try {
            verdict = forward(request, signer, hearing.verdict::isDone);
        } catch (RuntimeException e) {
            verdict = CompletableFuture.failedFuture(e);
        }
        return verdict.whenComplete((done, failure) -> inFlight.release());
    }

    private CompletableFuture<Verdict> forward(Request request, Signer signer, BooleanSupplier answered) {
        Instant receivedAt = clock.instant();
        Instant vendorTime = request.header("Date").stream()
                .findFirst()
                .flatMap(HttpDate::parse)
                .filter(date -> !date.isAfter(receivedAt) && date.isAfter(receivedAt.minus(LONGEST_WAY)))
                .orElseGet(() -> route.vendorTimeAt(receivedAt));
        Delivery delivery;
        try {
            delivery = Delivery.parse(request.body());
        } catch (MalformedRecordException e) {
            return route.unreadable(request.body(), vendorTime, receivedAt, e);
        }
        if (!signer.speaksFor(delivery.webhookId())) {
            return CompletableFuture.completedFuture(Verdict.UNKNOWN_WEBHOOK);
        }
        return route.deliver(delivery, vendorTime, receivedAt, answered);
    }
}
