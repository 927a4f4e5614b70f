/**
 * Clio's webhooks: {@code clio-webhook:<model>} keeps a subscription alive, proves that each delivery comes from Clio and
 * answers only when the route has finished with it.
 *
 * <p>{@code delivery} decides the answer to every request and knows no HTTP engine; {@code subscription} is the only source
 * of trusted secrets and keeps Clio delivering. The consumer here joins the two.
 */
package io.camelclio.component.webhook;
