/**
 * The rate limit per access token. A test chooses a {@link io.camelclio.testkit.clio.rate.RateWindow} and lets the server
 * answer as in {@link io.camelclio.testkit.clio.rate.RateLimitAnswer}; the limiter is internal.
 */
package io.camelclio.testkit.clio.rate;
