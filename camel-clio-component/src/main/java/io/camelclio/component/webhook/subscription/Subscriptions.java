package io.camelclio.component.webhook.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.http.Query;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What Clio's API says of one account's webhooks, and the calls that change it. Calls run one after the other, and however
 * many ask at the same time, Clio is asked for the list at most once per {@link ConfirmedSecrets#INTERVAL}.
 */
public final class Subscriptions {

    private static final Resource WEBHOOKS = Catalogue.clio().resource("webhooks");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClioConnection connection;
    private final ConfirmedSecrets secrets;
    private final Map<Long, Subscription> known = new ConcurrentHashMap<>();
    private CompletableFuture<?> lastInTurn = CompletableFuture.completedFuture(null);
    private volatile Instant listedAt = Instant.MIN;

    public Subscriptions(ClioConnection connection) {
        this.connection = connection;
        this.secrets = new ConfirmedSecrets(connection.clock(), () -> inTurn(this::listUnlessRecent));
    }

    /** The secrets that Clio's API has shown. */
    public ConfirmedSecrets secrets() {
        return secrets;
    }

    /** The account's name. */
    String connection() {
        return connection.getName();
    }

    /** What Clio showed of this URL and model; empty until Clio's API was reached. */
    public List<Subscription> known(WantedSubscription wanted) {
        return known.values().stream().filter(wanted::matches).toList();
    }

    /** Sees to it that Clio has the wanted subscription: adopts, corrects, renews, creates or replaces it. */
    public CompletableFuture<Subscription> ensure(WantedSubscription wanted) {
        return inTurn(() -> listUnlessRecent().thenCompose(listed -> {
            Optional<Subscription> found =
                    known.values().stream().filter(wanted::matches).min(Comparator.comparingLong(Subscription::id));
            if (found.isEmpty()) {
                return save(call(ClioOperation.create, null), creation(wanted));
            }
            Subscription subscription = found.get();
            if (subscription.isSuspended()) {
                return remove(subscription)
                        .thenCompose(removed -> save(call(ClioOperation.create, null), creation(wanted)));
            }
            return wanted.satisfiedBy(subscription, connection.clock().instant())
                    ? CompletableFuture.completedFuture(subscription)
                    : save(call(ClioOperation.update, subscription.id()), correction(wanted));
        }));
    }

    private CompletableFuture<Void> remove(Subscription subscription) {
        return connection
                .api()
                .send(call(ClioOperation.delete, subscription.id()))
                .thenAccept(answer -> {
                    known.remove(subscription.id());
                    secrets.shown(known.values());
                });
    }

    private synchronized <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> mine = lastInTurn.handle((done, failure) -> null).thenCompose(previous -> work.get());
        lastInTurn = mine;
        return mine;
    }

    private CompletableFuture<Void> listUnlessRecent() {
        Instant now = connection.clock().instant();
        if (now.isBefore(listedAt.plus(ConfirmedSecrets.INTERVAL))) {
            return CompletableFuture.completedFuture(null);
        }
        Map<Long, Subscription> listed = new ConcurrentHashMap<>();
        ClioCall list = call(ClioOperation.list, null)
                .query(new Query().with("fields", Subscription.FIELDS).with("order", "id(asc)"));
        return collect(list, connection.api().send(list), listed).thenRun(() -> {
            known.putAll(listed);
            known.keySet().retainAll(listed.keySet());
            secrets.shown(known.values());
            listedAt = now;
        });
    }

    private CompletableFuture<Void> collect(
            ClioCall list, CompletableFuture<ClioAnswer> pending, Map<Long, Subscription> listed) {
        return pending.thenCompose(answer -> {
            answer.page().records().forEach(webhook -> {
                Subscription subscription = Subscription.of(tree(answer, webhook));
                listed.put(subscription.id(), subscription);
            });
            return answer.nextPage()
                    .map(next -> collect(list, connection.api().send(list.following(next)), listed))
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        });
    }

    /** Some answers to a create or change leave fields out that were asked for, so an incomplete one is read again. */
    private CompletableFuture<Subscription> save(ClioCall change, byte[] body) {
        CompletableFuture<Subscription> saved = connection
                .api()
                .send(change.query(new Query().with("fields", Subscription.FIELDS))
                        .body(body))
                .thenCompose(answer -> {
                    Subscription shown = Subscription.of(tree(answer, answer.record()));
                    CompletableFuture<Subscription> whole =
                            shown.complete() ? CompletableFuture.completedFuture(shown) : read(shown.id());
                    return whole.thenApply(subscription -> {
                        known.put(subscription.id(), subscription);
                        secrets.shown(known.values());
                        return subscription;
                    });
                });
        // Clio may have done what it did not answer: without a new list, the next try would create a second webhook.
        return saved.whenComplete((subscription, failure) -> {
            if (failure != null) {
                listedAt = Instant.MIN;
            }
        });
    }

    private CompletableFuture<Subscription> read(long id) {
        ClioCall get = call(ClioOperation.get, id).query(new Query().with("fields", Subscription.FIELDS));
        return connection.api().send(get).thenApply(answer -> Subscription.of(tree(answer, answer.record())));
    }

    /** Whoever keeps a subscription tries again in its own time. */
    private static ClioCall call(ClioOperation operation, Long id) {
        Operation webhooks = WEBHOOKS.operation(operation);
        return ClioCall.of(WEBHOOKS.path(), webhooks, webhooks.path().replace("{id}", String.valueOf(id)))
                .mostRepeats(0);
    }

    private byte[] creation(WantedSubscription wanted) {
        ObjectNode data = changeable(wanted);
        data.put("url", wanted.url());
        data.put("model", wanted.model());
        return bytes(data);
    }

    private byte[] correction(WantedSubscription wanted) {
        return bytes(changeable(wanted));
    }

    private ObjectNode changeable(WantedSubscription wanted) {
        ObjectNode data = JSON.createObjectNode();
        data.put("fields", wanted.fields());
        wanted.events().forEach(data.withArray("events")::add);
        data.put(
                "expires_at",
                connection
                        .clock()
                        .instant()
                        .plus(wanted.life())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        return data;
    }

    private static byte[] bytes(ObjectNode data) {
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode().set("data", data));
        } catch (IOException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    private static JsonNode tree(ClioAnswer answer, byte[] webhook) {
        try {
            return JSON.readTree(webhook);
        } catch (IOException e) {
            // Not passed on as a cause: a parser's message may quote the answer, which holds secrets.
            throw new CompletionException(new ClioException(
                    ClioException.Kind.UNEXPECTED_ANSWER,
                    answer.status(),
                    "The answer to " + answer.path() + " is not well-formed JSON"));
        }
    }
}
