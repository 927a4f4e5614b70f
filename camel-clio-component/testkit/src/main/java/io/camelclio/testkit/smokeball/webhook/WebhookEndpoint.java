package io.camelclio.testkit.smokeball.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.api.InvalidParameter;
import io.camelclio.testkit.smokeball.api.Problem;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.listing.ApiCall;
import io.camelclio.testkit.smokeball.listing.ListEndpoint;
import io.camelclio.testkit.smokeball.oauth.RefreshToken;
import io.camelclio.testkit.smokeball.oauth.Session;
import io.camelclio.testkit.smokeball.records.Guids;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The operations on /webhooks and GET /webhooks/types (API reference, "Webhooks"). */
final class WebhookEndpoint {

    private final Subscriptions subscriptions;
    private final EventTypes types;
    private final Emitter emitter;
    private final ListEndpoint lists;
    private final Clock clock;
    private final Random random;

    WebhookEndpoint(
            Subscriptions subscriptions,
            EventTypes types,
            Emitter emitter,
            ListEndpoint lists,
            Clock clock,
            Random random) {
        this.subscriptions = subscriptions;
        this.types = types;
        this.emitter = emitter;
        this.lists = lists;
        this.clock = clock;
        this.random = random;
    }

    Response answer(ApiCall call, Session session) {
        try {
            return call.target().id().isEmpty()
                    ? ofAll(call, session)
                    : ofOne(call, call.target().id().get());
        } catch (InvalidParameter e) {
            return Problem.badParameter(call.request().path(), e);
        }
    }

    Response types(ApiCall call) {
        return lists.list(call, () -> {
            List<RecordVersion> rows = new ArrayList<>();
            for (String type : types.known()) {
                ObjectNode fields = Json.object().put("value", type);
                RecordKey key = new RecordKey(List.of(), type);
                rows.add(
                        new RecordVersion(call.target().resource(), key, rows.size(), fields, 0, Instant.EPOCH, false));
            }
            return rows;
        });
    }

    /** POST /webhooks/{id}/notify sends an event of the type {@code noop}. */
    Response sendNoop(String path, String accountId, String id) {
        Optional<Subscription> subscription = find(accountId, id);
        if (subscription.isEmpty()) {
            return unknown(path);
        }
        emitter.emit(
                subscription.get(),
                new Delivery.Event("noop", "", ""),
                Guids.next(random),
                clock.instant(),
                Json.object());
        return Response.empty(200);
    }

    private Response ofAll(ApiCall call, Session session) {
        String accountId = call.address().accountId();
        if (call.request().method().equals("POST")) {
            return create(call, session);
        }
        return lists.list(call, () -> subscriptions.all().stream()
                .filter(subscription -> subscription.accountId().equals(accountId))
                .map(subscription -> subscription.shown(call.target().resource()))
                .toList());
    }

    private Response ofOne(ApiCall call, String id) {
        Resource resource = call.target().resource();
        Optional<Subscription> subscription = find(call.address().accountId(), id);
        if (subscription.isEmpty()) {
            return unknown(call.request().path());
        }
        return switch (call.request().method()) {
            case "PUT" -> change(call, subscription.get());
            case "DELETE" -> {
                subscriptions.remove(id);
                yield Response.empty(200);
            }
            default -> lists.one(call, subscription.map(found -> found.shown(resource)));
        };
    }

    private Response create(ApiCall call, Session session) {
        WebhookForm form =
                WebhookForm.read(call.request().body(), types.known()).requireComplete();
        Instant now = clock.instant();
        return kept(
                call,
                new Subscription(
                        Guids.next(random),
                        subscriptions.nextNumber(),
                        call.address().accountId(),
                        form.name().orElse(""),
                        form.eventTypes().orElseThrow(),
                        form.url().orElseThrow(),
                        form.key(),
                        session.refreshToken().map(RefreshToken::value),
                        now,
                        now));
    }

    /** What the body leaves out stays as it is (our choice). */
    private Response change(ApiCall call, Subscription before) {
        WebhookForm form = WebhookForm.read(call.request().body(), types.known());
        return kept(
                call,
                new Subscription(
                        before.id(),
                        before.number(),
                        before.accountId(),
                        form.name().orElse(before.name()),
                        form.eventTypes().orElse(before.eventTypes()),
                        form.url().orElse(before.url()),
                        form.key().or(before::key),
                        before.refreshToken(),
                        before.createdAt(),
                        clock.instant()));
    }

    private Response kept(ApiCall call, Subscription subscription) {
        subscriptions.put(subscription);
        RecordVersion shown = subscription.shown(call.target().resource());
        return Response.json(200, Json.bytes(shown.shown(call.address().base(), Set.of())));
    }

    private Optional<Subscription> find(String accountId, String id) {
        return subscriptions
                .find(id)
                .filter(subscription -> subscription.accountId().equals(accountId));
    }

    private static Response unknown(String path) {
        return Problem.notFound(path, "The webhook subscription with the specified id does not exist.");
    }
}
