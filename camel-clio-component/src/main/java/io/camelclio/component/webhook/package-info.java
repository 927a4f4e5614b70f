/**
 * Clio's webhooks: {@code clio-webhook:<model>} keeps a subscription alive, proves that each delivery comes from Clio and
 * answers only when the route has finished with it.
 *
 * <p>{@link io.camelclio.component.webhook.DeliveryHandler} decides every answer and knows no HTTP engine; an adapter
 * carries requests to it. {@link io.camelclio.component.webhook.Subscriptions} is the only source of trusted secrets.
 */
package io.camelclio.component.webhook;
