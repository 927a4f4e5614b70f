/**
 * A sandbox that plays Clio Manage API v4 on a loopback address, strictly from the vendor's published reference: consent,
 * tokens of several users, records, {@code fields}, paging, rate limit, ETags, files, custom actions, webhooks with
 * handshake, signature and retries. Where the reference is silent the choice made is marked in the code as "our
 * reading".
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
 *
 * <p>{@link io.camelclio.testkit.clio.Authorization} decides who consents and whose tokens stay in force,
 * {@link io.camelclio.testkit.clio.ClioFiles} what lies behind documents and reports, and
 * {@link io.camelclio.testkit.clio.Browser} clicks on custom actions.
 *
 * <p>Not played: consent to single permissions, the callback that tells an app of a user's departure, templates sent as
 * a form, and the contents of reports.
 */
package io.camelclio.testkit.clio;
