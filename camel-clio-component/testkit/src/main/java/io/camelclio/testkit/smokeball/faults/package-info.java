/**
 * What goes wrong in the API itself, at single parents and single pages. Faults of the HTTP traffic are those of
 * {@link io.camelclio.testkit.http.Faults}.
 */
package io.camelclio.testkit.smokeball.faults;
