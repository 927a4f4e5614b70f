/** The tables that Kafka Connect makes of the latest topics: with a real worker, the real connector and a real database. */
package io.camelclio.tables;
