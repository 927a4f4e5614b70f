/**
 * Accounts at Smokeball: where each is, who we are there, and how calls are made to it: key and token on each, in turn,
 * and again where that may help. {@link io.camelclio.app.smokeball.connection.SmokeballConnection} is the bean that
 * endpoints name.
 */
package io.camelclio.app.smokeball.connection;
