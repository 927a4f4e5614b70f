/**
 * Consent and tokens: who may do what in whose name. A test uses
 * {@link io.camelclio.testkit.clio.oauth.Authorization}; {@link io.camelclio.testkit.clio.oauth.OAuth} is internal.
 */
package io.camelclio.testkit.clio.oauth;
