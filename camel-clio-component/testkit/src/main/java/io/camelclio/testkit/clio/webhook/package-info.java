/**
 * Webhooks from subscription and handshake to signed deliveries, their retries and their end. Each fact says in its
 * description how well it stands: documented by Clio, seen on a live account or in public code, or our choice.
 *
 * <pre>{@code
 * HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-01T10:00:00Z"));
 * ClioSandbox clio = ClioSandbox.builder().time(time).suspendAfter(3).suspendOnTheHour().start();
 *
 * clio.records("tasks").create("{\"name\":\"File motion\"}");   // emits what the webhooks watch
 * time.advance(Duration.ofDays(90));                            // retries, suspensions, expiry: all by this clock
 * clio.ledger();                                                // each delivery with its answers; givenUp() counts losses
 * clio.webhookCalls();                                          // what keeping the webhooks cost, by kind of call
 *
 * clio.webhookBehaviour().expired(ExpiredWebhook.GONE);         // or LISTED, SUSPENDED
 * clio.webhookBehaviour().handshake(HandshakeMode.WITHHELD);    // before, after, never, withheld
 * clio.webhookBehaviour().createAnswer(CreateAnswer.WITHOUT_EXPIRY);
 * clio.webhookBehaviour().sharedSecret(SharedSecret.ABSENT);
 * clio.webhookBehaviour().refuse("bill");                       // 403 for webhooks of this model
 * clio.webhookBehaviour().listLag(Duration.ofSeconds(20));
 *
 * long id = clio.webhooks().ids("task").get(0);                 // then, behind its owner's back:
 * clio.webhooks().suspend(id);                                  // pend, enable, expire, delete, duplicate, rotateSecret
 * clio.webhooks().change(id, Map.of("url", other));             // url, fields, events, expires_at; with its handshake
 * clio.webhooks().shake(id);                                    // the handshake now, again or for the first time
 *
 * clio.deliveryFaults().repeatEachAtOnce(100);                  // duplicates, copies, latency, losses
 * clio.webhooks().resendAtOnce(delivery, 2);                    // one delivery again
 * clio.intruder().plantHandshake(url, id, "planted");           // flood, sendForged, sendSigned, sendRaw
 *
 * Predicate<String> api = path -> path.startsWith("/api/v4/");
 * clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, api);     // the API is down, until clio.faults().clear()
 * clio.faults().latency(Duration.ofSeconds(3));                 // the API is slow
 * clio.faults().dropAnswersOfNext(1, api);                      // done, but the client does not know
 * }</pre>
 *
 * <p>Without {@code time} everything goes by the machine's timer, as the runnable sandbox wants it. With it, code under
 * test that works in other threads has to be waited for too: see
 * {@link io.camelclio.testkit.time.HandDrivenScheduler#beforeMoving}. How a delivery is retried: 2, 4, 8, 16 and 32
 * minutes after its failures, then never (documented: Clio's support article on retries). Deliveries that wait when
 * their webhook is deleted, suspended or expired are given up; while it is pending, attempts fail; each attempt is
 * signed with the secret of its time (all our choice). An answer 410 suspends it (documented, but for the word).
 *
 * <p>A {@link io.camelclio.testkit.http.LoadBalancer} stands in front of several receivers; its address is then the one
 * to subscribe with.
 *
 * <p>{@link io.camelclio.testkit.clio.webhook.Webhooks} is internal.
 */
package io.camelclio.testkit.clio.webhook;
