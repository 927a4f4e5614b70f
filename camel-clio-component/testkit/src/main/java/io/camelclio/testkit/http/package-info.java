/**
 * A small HTTP server on a loopback address, the base of the vendor sandboxes: it turns exchanges into
 * {@link io.camelclio.testkit.http.Request} and {@link io.camelclio.testkit.http.Response} values, keeps a bounded
 * {@link io.camelclio.testkit.http.RequestLog} and spoils traffic on demand ({@link io.camelclio.testkit.http.Faults}).
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * try (SandboxServer server = SandboxServer.start(0, Clock.systemUTC(), faults,
 *         request -> Response.json(200, "{\"path\":\"" + request.path() + "\"}"))) {
 *     faults.answerNext(1, 503);
 *     // GET server.baseUri() answers 503, then 200
 * }
 * }</pre>
 *
 * <p>A {@link io.camelclio.testkit.http.LoadBalancer} on such a server passes requests to several other servers in turn.
 */
package io.camelclio.testkit.http;
