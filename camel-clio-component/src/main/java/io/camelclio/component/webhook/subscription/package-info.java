/**
 * The subscriptions that make Clio deliver: what Clio's API says of them, the secrets it confirmed, and the keeping alive.
 * Internal: an application meets it as {@code clio-webhook:} only.
 */
package io.camelclio.component.webhook.subscription;
