/** Addresses and refusals, common to all parts of the played API. Internal but for {@code Calls}. */
package io.camelclio.testkit.smokeball.api;
