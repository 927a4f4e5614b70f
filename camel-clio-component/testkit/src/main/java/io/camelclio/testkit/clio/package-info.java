/**
 * A sandbox that plays Clio Manage API v4 on a loopback address, strictly from the vendor's published reference: tokens,
 * records, {@code fields}, paging, rate limit, ETags, webhooks with handshake, signature and retries. Where the
 * reference is silent the choice made is marked in the code as "our reading".
 *
 * <pre>{@code
 * try (ClioSandbox clio = ClioSandbox.builder().start()) {
 *     // a client of clio.baseUri() with clio.clientId(), clientSecret() and refreshToken() creates a webhook, then:
 *     ClioRecord activity = clio.records("activities").create("{\"type\":\"TimeEntry\",\"price\":250.00}");
 *     clio.records("activities").update(activity.id(), Map.of("note", "Call with client"));
 *     // two signed deliveries are on their way; clio.ledger() tells how the receiver answers them
 * }
 * }</pre>
 *
 * <p>{@link io.camelclio.testkit.clio.LegalPractice} fills a sandbox with invented data and keeps changing it.
 */
package io.camelclio.testkit.clio;
