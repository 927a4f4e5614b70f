/** One access token for all callers of a connection, and where a refresh token that a vendor replaces is kept. */
package io.camelclio.pull.token;
