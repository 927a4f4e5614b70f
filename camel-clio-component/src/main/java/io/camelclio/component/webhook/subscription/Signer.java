package io.camelclio.component.webhook.subscription;

import java.util.Set;

/**
 * Whose secret signed a delivery. The secret proves it; what the body says of its webhook only has to agree.
 *
 * @param webhooks ids of the webhooks that have this secret; empty for a secret given by configuration, of which no id is
 *     known
 */
public record Signer(Set<Long> webhooks) {

    /** Whether a delivery that it signed may name this webhook. */
    public boolean speaksFor(long webhookId) {
        return webhooks.isEmpty() || webhooks.contains(webhookId);
    }
}
