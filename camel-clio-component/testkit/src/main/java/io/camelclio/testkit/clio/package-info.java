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
 * <p>In a JUnit 5 test, {@link io.camelclio.testkit.clio.ClioSandboxExtension} starts and ends it.
 *
 * <p>{@link io.camelclio.testkit.clio.LegalPractice} fills a sandbox with invented data and keeps changing it. What can
 * be done with which resource, and what its records and requests may carry, stands in {@code catalogue/resources.txt} and
 * {@code catalogue/types.txt}: every operation of Clio's OpenAPI document (4.0.13) is played, and {@code webhooks/{id}/activate},
 * which it leaves out. Records of a sub-resource are created under their parent with
 * {@link io.camelclio.testkit.clio.records.ClioRecords#createUnder}.
 *
 * <p>{@link io.camelclio.testkit.clio.oauth.Authorization} decides who consents and whose tokens stay in force,
 * {@link io.camelclio.testkit.clio.files.ClioFiles} what lies behind documents and reports, and
 * {@link io.camelclio.testkit.clio.action.Browser} clicks on custom actions.
 *
 * <p>This package is the way in and knows all the others, which know it not: {@code catalogue} and {@code records} hold
 * the data, {@code api}, {@code listing} and {@code operations} answer requests for it, {@code oauth} and {@code rate}
 * stand before them, and {@code webhook}, {@code action}, {@code files} and {@code storage} each play one part of Clio.
 * What is public in them for one another says so in its package's description and may change.
 *
 * <p>Not played, and answered with 501: query parameters and sort keys whose meaning cannot be read from a record's
 * fields, such as {@code client_only} or {@code shared_at}. Not played at all: bodies as forms, effects of attributes
 * that no field shows ({@code notify_assignee}), effects of one resource on another (a payment does not change a bill),
 * permissions below {@link io.camelclio.testkit.clio.ClioSandbox#forbid}, consent to single permissions, the callback
 * that tells an app of a user's departure, and the contents of reports.
 */
package io.camelclio.testkit.clio;
