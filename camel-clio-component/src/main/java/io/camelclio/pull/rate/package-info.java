/** What a vendor allows one token: a place in its rate limit for each call, who waits for one and for how long. */
package io.camelclio.pull.rate;
