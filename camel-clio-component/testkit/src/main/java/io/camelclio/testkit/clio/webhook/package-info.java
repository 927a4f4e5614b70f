/**
 * Webhooks from subscription and handshake to signed deliveries and their retries. A test sees what was sent in
 * {@link io.camelclio.testkit.clio.webhook.Ledger}, spoils it with
 * {@link io.camelclio.testkit.clio.webhook.DeliveryFaults} and forges it with
 * {@link io.camelclio.testkit.clio.webhook.Intruder}; {@link io.camelclio.testkit.clio.webhook.Webhooks} is internal.
 */
package io.camelclio.testkit.clio.webhook;
