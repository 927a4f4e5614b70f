package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Writing;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.util.Optional;

/**
 * Answers the creation, change and activation of webhooks, with the handshake when it is due; listing, reading and
 * deleting them is the {@link ResourceEndpoint}'s work.
 */
final class WebhookEndpoint implements Writing {

    private final Registrar registrar;
    private final Subscriptions subscriptions;
    private final ResourceEndpoint plain;
    private final Handshakes handshakes;
    private final WebhookBehaviour behaviour;
    private final ClioRecords users;

    WebhookEndpoint(
            Registrar registrar,
            Subscriptions subscriptions,
            ResourceEndpoint plain,
            Handshakes handshakes,
            WebhookBehaviour behaviour,
            ClioRecords users) {
        this.registrar = registrar;
        this.subscriptions = subscriptions;
        this.plain = plain;
        this.handshakes = handshakes;
        this.behaviour = behaviour;
        this.users = users;
    }

    @Override
    public Response create(Request request, long user) {
        plain.selection(request);
        return confirm(201, request, registrar.create(ResourceEndpoint.data(request), users.find(user)));
    }

    @Override
    public Response update(Request request, long id) {
        plain.selection(request);
        ClioRecord before = plain.existing(id);
        Conditions.refuseStale(request, before);
        ClioRecord after = registrar.update(before, ResourceEndpoint.data(request));
        boolean moved = !secret(after).equals(secret(before));
        return moved ? confirm(200, request, after) : Conditions.answer(request, after, plain.one(200, request, after));
    }

    /** The delayed confirmation. Clio documents it in prose only; the answer's form and the refusal's are ours. */
    Response activate(Request request, long id) {
        Optional<String> given = request.header(Handshakes.SECRET);
        String expected = secret(plain.existing(id));
        if (!given.equals(Optional.of(expected))) {
            throw ApiError.unprocessable("X-Hook-Secret does not match the webhook's secret");
        }
        subscriptions.confirm(id, expected);
        return plain.one(200, request, plain.existing(id));
    }

    private Response confirm(int status, Request request, ClioRecord record) {
        HandshakeMode mode = behaviour.handshake();
        Subscription webhook = subscriptions.find(record.id()).orElseThrow();
        if (mode == HandshakeMode.BEFORE_CREATE_RESPONSE) {
            handshakes.shake(webhook).join();
        }
        ClioRecord present = plain.existing(record.id());
        Response response = Conditions.answer(request, present, plain.one(status, request, present));
        return mode == HandshakeMode.AFTER_CREATE_RESPONSE ? handshakes.after(response, webhook) : response;
    }

    private static String secret(ClioRecord webhook) {
        return webhook.fields().get("shared_secret").asText();
    }
}
