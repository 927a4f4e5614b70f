package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.camelclio.component.http.RequestHandler;
import io.camelclio.component.telemetry.DeliveryObserver;
import io.camelclio.component.webhook.subscription.ConfirmedSecrets;
import io.camelclio.component.webhook.subscription.Signature;
import io.camelclio.component.webhook.subscription.Subscription;
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

/**
 * Decides the answer to every request on one webhook path, whatever the HTTP engine. Nothing is parsed before its
 * signature is proven over the exact bytes; nothing is answered with 2xx before the route has finished, except a
 * handshake, which is echoed and never believed.
 */
public final class DeliveryHandler implements RequestHandler {

    private static final String HOOK_SIGNATURE = "X-Hook-Signature";
    /** The header is not signed, so it is believed only where it says next to nothing. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(5);

    private static final int MAX_SECRET_LENGTH = 512;

    /** Deliveries that may wait for Clio's list of webhooks because no known secret fits; each of them holds its body. */
    static final int MAX_UNPROVEN = 64;

    private final WantedSubscription wanted;
    private final ConfirmedSecrets secrets;
    private final DeliveryRoute route;
    private final int maxBodySize;
    private final Duration timeout;
    private final Semaphore inFlight;
    private final Semaphore unproven = new Semaphore(MAX_UNPROVEN);
    private final Clock clock;
    private final DeliveryObserver observer;
    private volatile boolean accepting = true;

    public DeliveryHandler(
            WantedSubscription wanted,
            ConfirmedSecrets secrets,
            DeliveryRoute route,
            int maxBodySize,
            int maxInFlight,
            Duration timeout,
            Clock clock,
            DeliveryObserver observer) {
        this.wanted = wanted;
        this.secrets = secrets;
        this.route = route;
        this.maxBodySize = maxBodySize;
        this.timeout = timeout;
        this.inFlight = new Semaphore(maxInFlight);
        this.clock = clock;
        this.observer = observer;
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
        return secrets.isEmpty(wanted)
                ? Optional.of("Clio's API has shown no secret for them yet, so that none can be proven")
                : Optional.empty();
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
        return verified(request, signature(request).orElseThrow())
                .exceptionally(failure -> Answer.LATER)
                .completeOnTimeout(Answer.LATER, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The answer to what needs neither a secret nor the route; given without any work, so that a flood of it costs none. */
    Optional<Answer> atOnce(Request request) {
        if (!request.method().equals("POST")) {
            return Optional.of(WebhookAnswer.NOT_A_POST);
        }
        if (request.body().length > maxBodySize) {
            return Optional.of(WebhookAnswer.TOO_LARGE);
        }
        if (!request.header("Content-Encoding").isEmpty()) {
            return Optional.of(WebhookAnswer.ENCODED);
        }
        if (request.header(HOOK_SIGNATURE).isEmpty()) {
            return Optional.of(unsigned(request.header(WebhookAnswer.HOOK_SECRET)));
        }
        if (!accepting) {
            return Optional.of(Answer.LATER);
        }
        return signature(request).isEmpty() ? Optional.of(WebhookAnswer.UNPROVEN) : Optional.empty();
    }

    private static Optional<Signature> signature(Request request) {
        List<String> signatures = request.header(HOOK_SIGNATURE);
        return signatures.size() == 1 ? Signature.parse(signatures.get(0)) : Optional.empty();
    }

    /** Echoing a secret tells its sender nothing; it becomes trusted only if Clio's API shows the same one. */
    private static Answer unsigned(List<String> secrets) {
        boolean handshake = secrets.size() == 1
                && !secrets.get(0).isEmpty()
                && secrets.get(0).length() <= MAX_SECRET_LENGTH
                && secrets.get(0).chars().allMatch(c -> c > ' ' && c < 127);
        return handshake ? WebhookAnswer.handshake(secrets.get(0)) : WebhookAnswer.UNPROVEN;
    }

    private CompletableFuture<Answer> verified(Request request, Signature signature) {
        Optional<Subscription> signer = secrets.signerOf(request.body(), signature, wanted);
        if (signer.isPresent()) {
            return admit(request, signer.get());
        }
        if (!unproven.tryAcquire()) {
            return CompletableFuture.completedFuture(Answer.LATER);
        }
        return secrets.refresh()
                .handle((done, failure) -> {
                    unproven.release();
                    return secrets.signerOf(request.body(), signature, wanted);
                })
                .thenCompose(found -> found.map(subscription -> admit(request, subscription))
                        .orElseGet(() -> CompletableFuture.completedFuture(withoutSigner())));
    }

    /** As long as Clio's API has shown us no secret at all, it is we who cannot prove anything. */
    private Answer withoutSigner() {
        return secrets.isEmpty(wanted) ? Answer.LATER : WebhookAnswer.UNPROVEN;
    }

    private CompletableFuture<Answer> admit(Request request, Subscription signer) {
        if (!inFlight.tryAcquire()) {
            return CompletableFuture.completedFuture(Answer.LATER);
        }
        CompletableFuture<Answer> answer;
        try {
            answer = forward(request, signer);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.whenComplete((done, failure) -> inFlight.release());
    }

    private CompletableFuture<Answer> forward(Request request, Subscription signer) {
        Instant receivedAt = clock.instant();
        Delivery delivery;
        try {
            delivery = Delivery.parse(request.body());
        } catch (MalformedRecordException e) {
            return route.unreadable(request.body(), e);
        }
        if (delivery.webhookId() != signer.id()) {
            return CompletableFuture.completedFuture(WebhookAnswer.UNPROVEN);
        }
        Instant vendorTime = request.header("Date").stream()
                .findFirst()
                .flatMap(HttpDate::parse)
                .filter(date -> !date.isAfter(receivedAt) && date.isAfter(receivedAt.minus(LONGEST_WAY)))
                .orElse(receivedAt);
        return route.deliver(delivery, vendorTime, receivedAt);
    }
}
