/**
 * Smokeball played on loopback addresses, as strict as the vendor's documentation: a token endpoint, an API with all 59
 * collections, and webhooks. Collections are data: {@code catalogue/collections.txt} names each with path, parents,
 * envelope, paging, incremental and other parameters, identity, version, sign of deletion, scope and fields.
 *
 * <pre>{@code
 * HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-02T09:30:00.1234567Z"));
 * SmokeballSandbox smokeball = SmokeballSandbox.builder().time(time).start();  // or without time: the system's clock
 *
 * String matter = smokeball.collection("matters").add().id();                  // invented fields; create(...): yours only
 * SmokeballRecords fees = smokeball.collection("fees").under(matter);          // update, delete, vanish, restore, all
 * Change change = fees.add("{\"amount\":350.10}");                             // numbers keep their digits
 * smokeball.account().inOneRequest(() -> fees.addAll(3));                      // their events share a RequestId
 * smokeball.account().visibilityLag(Duration.ofSeconds(30));                   // queued writes
 *
 * smokeball.ledger().state("fees");                // what must have arrived in the end; emitted("fees"): every version
 * smokeball.calls().count("fees", matter);         // the cost, by collection, parent and status
 * smokeball.deliveries().of("fee.updated");        // what was sent to webhooks, and how they answered
 *
 * smokeball.lists().rowOrder(RowOrder.LAST_UPDATE);          // also: bounds, size, echo of the limit, defaults
 * smokeball.pages().before(page -> fees.add());              // rows that come and go between pages
 * smokeball.pages().refuseAbove(200, 504);                   // or refuseBodiesAbove(10_000_000, 413)
 * smokeball.parents().refuse(matter, 403);                   // or 404, or hide(userId, matter)
 * smokeball.rate().storm(20);                                // 429, with retryAfter(...) if wanted
 * smokeball.tokens().revokeAfter(3);                         // also: withhold("fees/read"), revokeRefreshToken
 * smokeball.faults().answerNext(2, 503, path -> true);       // and everything else that HTTP does:
 * smokeball.faults().slowNext(1, Duration.ofMinutes(5), path -> true);   // a body that stalls, latency, broken answers
 * smokeball.webhooks().faults().delay(Duration.ofMinutes(12));   // repeatEach, loseNext, reverseNext, retry
 * smokeball.webhooks().intruder().retime(delivery, later);       // replay, exchangeBody, forge
 * }</pre>
 *
 * <p>In a JUnit 5 test, {@link io.camelclio.testkit.smokeball.SmokeballSandboxExtension} starts and ends it.
 *
 * <p>The API in short. Every request carries {@code x-api-key} and a bearer token; an account's id may stand before the
 * path, a {@code UserId} header names the user in whose name a client without one asks. Lists take {@code Offset} and
 * {@code Limit} (1 to 500) and answer {@code value[]} with offset, limit, size and links; some have no paging, some are
 * bare arrays, some are objects with an array. Twelve take {@code UpdatedSince} (ticks) or {@code LastUpdated} (whole ISO
 * seconds). Deleted records stay with a flag or a status, or vanish. {@code /events} shows what is still to come unless
 * {@code From} is given; {@code /matters} shows no leads unless {@code Type} is given. At most 5 requests a second.
 *
 * <p>Sources: Smokeball's API reference (OpenAPI file) and documentation (authentication, making requests, errors, rate
 * limits, webhooks, release notes). Each type and method says where its behaviour is not documented: seen by third parties,
 * or our choice, and then it can mostly be chosen. Where nothing else is said, refusals before the API are those of Amazon
 * API Gateway and Cognito, which stand in front of it.
 */
package io.camelclio.testkit.smokeball;
