/**
 * The small beans behind the Kamelet {@code smokeball-source}: {@code smokeball} knows where a read stands,
 * {@code smokeballAccess} puts key and token on requests and keeps to the vendor's rate.
 */
package io.camelclio.app.smokeball;
