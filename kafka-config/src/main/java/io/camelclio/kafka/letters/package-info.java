/**
 * Dead letters: what could not be processed, read, and put where it belongs, once. Knows Kafka and no vendor; which way a
 * letter takes to its topic is told from outside.
 */
package io.camelclio.kafka.letters;
