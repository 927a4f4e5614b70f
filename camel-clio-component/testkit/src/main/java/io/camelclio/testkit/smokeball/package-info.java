/**
 * Smokeball played on loopback addresses: token endpoint and activity codes, as strict as the vendor's documentation.
 *
 * <pre>{@code
 * try (SmokeballSandbox smokeball = SmokeballSandbox.builder().start()) {
 *     smokeball.nextChange();                       // something believable happens in the firm
 *     // ... poll smokeball.apiUri() + "/activitycodes" with apiKey(), and a token from smokeball.authUri() ...
 *     smokeball.ledger().current();                 // what must have arrived in the end
 * }
 * }</pre>
 *
 * <p>Sources: Smokeball's API reference (GET /activitycodes, OpenAPI file) and documentation (authentication, making
 * requests, errors, rate limits). Where these are silent, behaviour is that of Amazon API Gateway and Cognito, which stand
 * in front of the API, or can be chosen: the order of rows, the bound of {@code UpdatedSince}, the lag until a change
 * shows.
 */
package io.camelclio.testkit.smokeball;
