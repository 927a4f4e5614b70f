/**
 * What happened to one record of a vendor, as a CloudEvent: its identity, its key and the headers that carry it. Knows
 * neither Clio, Smokeball nor Kafka.
 *
 * <pre>{@code
 * ChangeSource clio = new ChangeSource("clio", "us");
 * ChangeEvent event = clio.event("activity", "152", ChangeKind.STATE, version, changedAt, readAt, null);
 * event.writeTo(exchange.getMessage());
 * }</pre>
 */
package io.camelclio.event;
