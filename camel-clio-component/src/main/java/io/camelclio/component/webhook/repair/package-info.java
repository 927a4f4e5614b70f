/**
 * Brings after a time without deliveries what Clio changed in it: a catch-up read of what changed, and now and then a
 * comparison of all that Clio has with what is known. Internal: an application meets it as options of
 * {@code clio-webhook:} only.
 */
package io.camelclio.component.webhook.repair;
