/**
 * Clio Manage for Camel: {@code clio:<resource>} reads and polls its API, {@code clio-webhook:<model>} receives its
 * webhooks, {@code clio-action:<name>} the clicks on its custom actions. A {@link io.camelclio.component.ClioConnection} holds what both share: region, credentials, token and rate
 * budget.
 */
package io.camelclio.component;
