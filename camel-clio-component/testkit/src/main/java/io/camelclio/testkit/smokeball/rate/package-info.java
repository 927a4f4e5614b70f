/** The rate limit: a token bucket on the sandbox's clock, and storms of 429 on demand. */
package io.camelclio.testkit.smokeball.rate;
