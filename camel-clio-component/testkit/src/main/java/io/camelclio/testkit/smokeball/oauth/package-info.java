/**
 * Who may ask: the token endpoint with both grants, access tokens with the scopes of their time, and refresh tokens with a
 * fixed end. {@link io.camelclio.testkit.smokeball.oauth.Tokens} is what a test may do to them.
 */
package io.camelclio.testkit.smokeball.oauth;
