/** Camel's developer console {@code clio}: every connection, as text and as JSON. */
package io.camelclio.component.console;
