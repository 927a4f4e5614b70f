package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/**
 * Enters and changes webhooks in the account. A webhook is pending until its URL has confirmed the secret, and again
 * after each change of URL, for which it gets a new secret (Clio speaks of "a unique secret" per handshake request).
 */
final class Registrar {

    private final ClioRecords records;
    private final WebhookForm form;
    private final WebhookBehaviour behaviour;
    private final Random random;

    Registrar(ClioRecords records, WebhookForm form, WebhookBehaviour behaviour, Random random) {
        this.records = records;
        this.form = form;
        this.behaviour = behaviour;
        this.random = random;
    }

    /** A webhook belongs to the user whose token asks for it (Clio, "Webhooks"). */
    ClioRecord create(ObjectNode given, Optional<ClioRecord> owner) {
        ObjectNode fields = form.create(given);
        admit(fields);
        owner.ifPresent(user -> fields.set("user", user.reference()));
        return records.create(pending(fields));
    }

    ClioRecord update(ClioRecord before, ObjectNode given) {
        ObjectNode changes = form.update(given, before);
        admit(changes);
        boolean moved =
                changes.has("url") && !changes.get("url").equals(before.fields().get("url"));
        return records.update(before.id(), moved ? pending(changes) : changes);
    }

    /** A second webhook with the same attributes, with a secret of its own and enabled. */
    ClioRecord duplicate(ClioRecord original) {
        return records.create(original.json().put("shared_secret", secret()).put("status", Subscription.ENABLED));
    }

    synchronized String secret() {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private void admit(ObjectNode webhook) {
        if (behaviour.refuses(webhook.get("model").asText())) {
            throw ApiError.forbidden();
        }
    }

    private ObjectNode pending(ObjectNode fields) {
        boolean unasked = behaviour.handshake() == HandshakeMode.NEVER;
        return fields.put("shared_secret", secret())
                .put("status", unasked ? Subscription.ENABLED : Subscription.PENDING);
    }
}
