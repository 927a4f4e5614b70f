package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Writing;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/**
 * Creates, changes and activates webhooks; listing, reading and deleting them is the {@link ResourceEndpoint}'s work.
 * A webhook is pending until its URL has confirmed the secret, and again after each change of URL, for which it gets a
 * new secret (Clio speaks of "a unique secret" per handshake request).
 */
final class WebhookEndpoint implements Writing {

    private final ClioRecords records;
    private final Subscriptions subscriptions;
    private final WebhookForm form;
    private final ResourceEndpoint plain;
    private final Handshakes handshakes;
    private final HandshakeMode mode;
    private final ClioRecords users;
    private final Random random;

    WebhookEndpoint(
            ClioRecords records,
            Subscriptions subscriptions,
            WebhookForm form,
            ResourceEndpoint plain,
            Handshakes handshakes,
            HandshakeMode mode,
            ClioRecords users,
            Random random) {
        this.records = records;
        this.subscriptions = subscriptions;
        this.form = form;
        this.plain = plain;
        this.handshakes = handshakes;
        this.mode = mode;
        this.users = users;
        this.random = random;
    }

    /** A webhook belongs to the user whose token asks for it (Clio, "Webhooks"). */
    @Override
    public Response create(Request request, long user) {
        plain.selection(request);
        ObjectNode fields = form.create(ResourceEndpoint.data(request));
        users.find(user).ifPresent(owner -> fields.set("user", owner.reference()));
        ClioRecord created = records.create(pending(fields));
        return confirm(201, request, created);
    }

    @Override
    public Response update(Request request, long id) {
        plain.selection(request);
        ClioRecord before = plain.existing(id);
        Conditions.refuseStale(request, before);
        ObjectNode changes = form.update(ResourceEndpoint.data(request), before);
        boolean moved =
                changes.has("url") && !changes.get("url").equals(before.fields().get("url"));
        ClioRecord after = records.update(id, moved ? pending(changes) : changes);
        return moved ? confirm(200, request, after) : Conditions.answer(request, after, plain.one(200, request, after));
    }

    /** The delayed confirmation. Clio documents it in prose only; the answer's form and the refusal's are ours. */
    Response activate(Request request, long id) {
        Optional<String> secret = request.header("X-Hook-Secret");
        String expected = plain.existing(id).fields().get("shared_secret").asText();
        if (!secret.equals(Optional.of(expected))) {
            throw ApiError.unprocessable("X-Hook-Secret does not match the webhook's secret");
        }
        subscriptions.confirm(id, expected);
        return plain.one(200, request, plain.existing(id));
    }

    private ObjectNode pending(ObjectNode fields) {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        return fields.put("shared_secret", HexFormat.of().formatHex(secret))
                .put("status", mode == HandshakeMode.NEVER ? Subscription.ENABLED : Subscription.PENDING);
    }

    private Response confirm(int status, Request request, ClioRecord record) {
        Subscription webhook = subscriptions.find(record.id()).orElseThrow();
        if (mode == HandshakeMode.BEFORE_CREATE_RESPONSE) {
            handshakes.shake(webhook).join();
        }
        ClioRecord present = plain.existing(record.id());
        Response response = Conditions.answer(request, present, plain.one(status, request, present));
        return mode == HandshakeMode.AFTER_CREATE_RESPONSE ? handshakes.after(response, webhook) : response;
    }
}
