/**
 * The door through which a sandbox comes in when one is on the class path. The application itself knows none, and a
 * production run has none.
 */
package io.camelclio.app.sandbox;
