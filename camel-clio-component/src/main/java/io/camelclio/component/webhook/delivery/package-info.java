/**
 * A request's way from the HTTP engine to the route and back. {@link
 * io.camelclio.component.webhook.delivery.DeliveryHandler} decides every answer and knows no engine; an adapter carries
 * requests to it. Internal: an application meets it as {@code clio-webhook:} only.
 */
package io.camelclio.component.webhook.delivery;
