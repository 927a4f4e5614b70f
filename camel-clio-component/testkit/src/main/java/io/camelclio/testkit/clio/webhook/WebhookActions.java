package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.delivery.Sender;
import io.camelclio.testkit.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What happens to webhooks behind their owner's back: what another program with access to the account does, and what
 * Clio does unasked. An id that no webhook has is an {@link IllegalArgumentException}.
 */
public final class WebhookActions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ClioRecords records;
    private final Subscriptions subscriptions;
    private final Registrar registrar;
    private final Handshakes handshakes;
    private final WebhookBehaviour behaviour;
    private final Sender sender;

    WebhookActions(
            ClioRecords records,
            Subscriptions subscriptions,
            Registrar registrar,
            Handshakes handshakes,
            WebhookBehaviour behaviour,
            Sender sender) {
        this.records = records;
        this.subscriptions = subscriptions;
        this.registrar = registrar;
        this.handshakes = handshakes;
        this.behaviour = behaviour;
        this.sender = sender;
    }

    /** The ids of all webhooks, ascending, in whatever state. */
    public List<Long> ids() {
        return present().map(ClioRecord::id).toList();
    }

    /**
     * The ids of the webhooks of a model, ascending, in whatever state.
     *
     * @param model such as {@code activity}
     */
    public List<Long> ids(String model) {
        return present()
                .filter(webhook -> webhook.fields().get("model").asText().equals(model))
                .map(ClioRecord::id)
                .toList();
    }

    /**
     * Waits until a webhook of a model delivers: what changes from then on is sent. Not for a sandbox whose time is
     * simulated, unless another thread moves it.
     *
     * @param model such as {@code activity}
     * @return the webhook's id
     * @throws IllegalStateException if there is none after 30 seconds; it names those that are there, and their states
     */
    public long awaitEnabled(String model) {
        return awaitEnabled(model, PATIENCE);
    }

    long awaitEnabled(String model, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        List<Subscription> delivering = subscriptions.delivering(model);
        while (delivering.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            delivering = subscriptions.delivering(model);
        }
        return delivering.stream()
                .mapToLong(Subscription::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No webhook of " + model + " delivers within "
                        + atMost.toSeconds() + " s; those at Clio are " + states()
                        + ". Does the route run, and is its publicUrl where it listens?"));
    }

    private List<String> states() {
        return present()
                .map(webhook -> "%s (%s)".formatted(field(webhook.id(), "model"), status(webhook.id())))
                .toList();
    }

    /** {@code pending}, {@code enabled} or {@code suspended} (documented: Clio's OpenAPI document). */
    public String status(long id) {
        return field(id, "status");
    }

    /** The secret that signs the webhook's deliveries at present. */
    public String secret(long id) {
        return field(id, "shared_secret");
    }

    /** Suspends a webhook, as Clio does after repeated failure (documented; from when on is not). */
    public void suspend(long id) {
        set(id, "status", Subscription.SUSPENDED);
    }

    /** Lets a webhook be unconfirmed again: it delivers nothing until it is activated or {@link #shake}n (our choice). */
    public void pend(long id) {
        set(id, "status", Subscription.PENDING);
    }

    /** Enables a webhook without any handshake (seen once on a live account). */
    public void enable(long id) {
        set(id, "status", Subscription.ENABLED);
    }

    /** Lets a webhook expire now. */
    public void expire(long id) {
        set(id, "expires_at", subscriptions.now());
    }

    /** Deletes a webhook. */
    public void delete(long id) {
        existing(id);
        records.delete(id);
    }

    /**
     * Creates a second webhook with the same attributes and a secret of its own, enabled: Clio does not refuse it, and
     * such pairs exist in production (seen).
     *
     * @return the second one's id
     */
    public long duplicate(long id) {
        return registrar.duplicate(existing(id)).id();
    }

    /**
     * Changes a webhook as a PATCH request of another program does. Another {@code url} makes a new secret, a pending
     * webhook and a handshake with the new URL, whose end this method waits for, unless handshakes are withheld.
     *
     * @param attributes {@code url}, {@code fields}, {@code events}, {@code model} and {@code expires_at} by name
     * @throws RuntimeException with the words of the refusal, if the API refuses them
     */
    public void change(long id, Map<String, ?> attributes) {
        String secret = secret(id);
        registrar.update(existing(id), Json.object(attributes));
        HandshakeMode mode = behaviour.handshake();
        boolean shaken = mode == HandshakeMode.BEFORE_CREATE_RESPONSE || mode == HandshakeMode.AFTER_CREATE_RESPONSE;
        if (shaken && !secret.equals(secret(id))) {
            shake(id);
        }
    }

    /**
     * Gives a webhook a new secret without a word to its URL (our choice; a new secret after a change of URL, with a
     * handshake, is what Clio documents).
     */
    public void rotateSecret(long id) {
        set(id, "shared_secret", registrar.secret());
    }

    /**
     * Sends a webhook's URL the handshake, and enables the webhook if it is confirmed.
     *
     * @return whether the webhook is enabled then
     */
    public boolean shake(long id) {
        existing(id);
        handshakes.shake(subscriptions.find(id).orElseThrow()).join();
        return status(id).equals(Subscription.ENABLED);
    }

    /**
     * Sends a delivery again, each time once the one before is answered, as a retry whose acknowledgement was lost.
     * The {@link Ledger} does not show it.
     *
     * @param delivery of a webhook that still exists, whose present secret signs it
     * @param times how many times
     * @return the answers' statuses, {@link Delivery#NO_ANSWER} where none came
     */
    public List<Integer> resend(Delivery delivery, int times) {
        List<Integer> answers = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            answers.add(send(delivery).join());
        }
        return answers;
    }

    /**
     * Sends a delivery again several times at once; otherwise like {@link #resend}.
     *
     * @return the answers' statuses, in no particular order
     */
    public List<Integer> resendAtOnce(Delivery delivery, int times) {
        List<CompletableFuture<Integer>> answers =
                Stream.generate(() -> send(delivery)).limit(times).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Integer> send(Delivery delivery) {
        existing(delivery.webhookId());
        Subscription webhook = subscriptions.find(delivery.webhookId()).orElseThrow();
        Map<String, String> signature = Map.of(Signature.HEADER, Signature.of(webhook.secret(), delivery.body()));
        return sender.post(webhook.url(), signature, delivery.body())
                .handle((answer, failure) -> failure == null ? answer.statusCode() : Delivery.NO_ANSWER);
    }

    private void set(long id, String field, String value) {
        existing(id);
        records.update(id, Map.of(field, value));
    }

    private String field(long id, String name) {
        return existing(id).fields().get(name).asText();
    }

    private ClioRecord existing(long id) {
        subscriptions.expire(behaviour.expired());
        return records.find(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The sandbox has no webhook " + id + "; it has those of " + "the ids "
                                + records.all().stream().map(ClioRecord::id).toList()));
    }

    private Stream<ClioRecord> present() {
        subscriptions.expire(behaviour.expired());
        return records.all().stream();
    }
}
