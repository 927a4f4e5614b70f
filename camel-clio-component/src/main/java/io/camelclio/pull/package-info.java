/**
 * Reading changes out of a vendor's paged HTTP API without losing one. Knows neither Clio, Smokeball nor Kafka. The parts:
 * {@code http} calls, {@code token} sessions, {@code rate} budgets, {@code record}s cut out of pages, and {@code progress}
 * that is confirmed and kept.
 */
package io.camelclio.pull;
