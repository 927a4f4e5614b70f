package io.camelclio.component.webhook.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.progress.PageTrail;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The calls of Clio's API that are about one account's webhooks. Remembers nothing and repeats nothing: whoever calls tries
 * again in its own time. Failures are {@link ClioException}s.
 */
public final class AccountWebhooks {

    private static final Resource WEBHOOKS = Catalogue.clio().resource("webhooks");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClioConnection connection;

    /** @param connection has to be started before the first call */
    public AccountWebhooks(ClioConnection connection) {
        this.connection = connection;
    }

    /** The account's name. */
    String connection() {
        return connection.getName();
    }

    Clock clock() {
        return connection.clock();
    }

    /** All the account's webhooks, those of other applications too, by ascending id. */
    public CompletableFuture<List<Subscription>> list() {
        ClioCall list = call(ClioOperation.list, null)
                .query(new Query().with("fields", Subscription.FIELDS).with("order", "id(asc)"));
        return collect(list, connection.api().send(list), new PageTrail(), new ArrayList<>());
    }

    private CompletableFuture<List<Subscription>> collect(
            ClioCall list, CompletableFuture<ClioAnswer> pending, PageTrail trail, List<Subscription> listed) {
        return pending.thenCompose(answer -> {
            answer.page().records().forEach(webhook -> listed.add(Subscription.of(tree(answer, webhook))));
            return answer.nextPage()
                    .map(next -> collect(list, follow(list, next, trail), trail, listed))
                    .orElseGet(() -> CompletableFuture.completedFuture(listed));
        });
    }

    private CompletableFuture<ClioAnswer> follow(ClioCall list, String link, PageTrail trail) {
        try {
            trail.follow(link);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(
                    new ClioException(Kind.UNEXPECTED_ANSWER, list + " cannot be read to its end", e));
        }
        return connection.api().send(list.following(link));
    }

    /** Makes a webhook and gives it as Clio then shows it. */
    CompletableFuture<Subscription> create(WantedSubscription wanted) {
        ObjectNode data = changeable(wanted);
        data.put("url", wanted.url());
        data.put("model", wanted.model());
        return save(call(ClioOperation.create, null), data);
    }

    /** Gives a webhook the wanted fields, events and a full life; id and secret stay. */
    CompletableFuture<Subscription> correct(long id, WantedSubscription wanted) {
        return save(call(ClioOperation.update, id), changeable(wanted));
    }

    /**
     * Gives a webhook a full life; all else about it stays.
     *
     * @param life at most 31 days (Clio, "Webhooks")
     */
    public CompletableFuture<Subscription> renew(Subscription webhook, Duration life) {
        return correct(
                webhook.id(),
                new WantedSubscription(webhook.url(), webhook.model(), webhook.fields(), webhook.events(), life));
    }

    /** Leads a webhook to the wanted address and corrects it; Clio asks that address with a new handshake. */
    CompletableFuture<Subscription> move(long id, WantedSubscription wanted) {
        return save(call(ClioOperation.update, id), changeable(wanted).put("url", wanted.url()));
    }

    /** Some answers to a create or change leave fields out that were asked for, so an incomplete one is read again. */
    private CompletableFuture<Subscription> save(ClioCall change, ObjectNode data) {
        change.query(new Query().with("fields", Subscription.FIELDS)).body(bytes(data));
        return connection.api().send(change).thenCompose(answer -> {
            Subscription shown = Subscription.of(tree(answer, answer.record()));
            return shown.complete()
                    ? CompletableFuture.completedFuture(shown)
                    : read(shown.id()).thenApply(again -> again.orElse(shown));
        });
    }

    /**
     * Confirms a webhook's own secret, as Clio's API shows it, and gives the webhook as it then stands (Clio, "Webhooks":
     * described in prose only, so the answer is not relied on).
     */
    CompletableFuture<Subscription> activate(Subscription webhook) {
        if (webhook.secret() == null) {
            return CompletableFuture.failedFuture(new ClioException(
                    ClioException.Kind.UNEXPECTED_ANSWER,
                    200,
                    "Clio shows no shared_secret of webhook " + webhook.id() + ", so it cannot be confirmed by a call;"
                            + " set option handshake to immediate, or let the account read secrets"));
        }
        ClioCall activation = ClioCall.changing(
                        WEBHOOKS.path(), "activate", "PUT", "webhooks/" + webhook.id() + "/activate")
                .header("X-Hook-Secret", webhook.sharedSecret())
                .mostRepeats(0);
        return connection
                .api()
                .send(activation)
                .thenCompose(done -> read(webhook.id()))
                .thenApply(read -> read.orElse(webhook));
    }

    /** One webhook; empty when Clio has none of that id any more. */
    CompletableFuture<Optional<Subscription>> read(long id) {
        ClioCall get = call(ClioOperation.get, id).query(new Query().with("fields", Subscription.FIELDS));
        return unlessGone(connection
                .api()
                .send(get)
                .thenApply(answer -> Optional.of(Subscription.of(tree(answer, answer.record())))));
    }

    /** Ends a webhook; one that is gone already counts as ended. */
    public CompletableFuture<Void> remove(long id) {
        return unlessGone(connection.api().send(call(ClioOperation.delete, id)).thenApply(Optional::of))
                .thenAccept(answer -> {});
    }

    private static <T> CompletableFuture<Optional<T>> unlessGone(CompletableFuture<Optional<T>> asked) {
        return asked.exceptionally(failure -> {
            if (HttpCall.cause(failure) instanceof ClioException e && e.kind() == ClioException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
        });
    }

    private static ClioCall call(ClioOperation operation, Long id) {
        Operation webhooks = WEBHOOKS.operation(operation);
        return ClioCall.of(WEBHOOKS.path(), webhooks, webhooks.path().replace("{id}", String.valueOf(id)))
                .mostRepeats(0);
    }

    private ObjectNode changeable(WantedSubscription wanted) {
        Instant end = clock().instant().plus(wanted.life()).truncatedTo(ChronoUnit.SECONDS);
        ObjectNode data = JSON.createObjectNode();
        data.put("fields", wanted.fields());
        wanted.events().forEach(data.withArray("events")::add);
        return data.put("expires_at", end.toString());
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
