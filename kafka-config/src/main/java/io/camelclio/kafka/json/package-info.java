/** Reads the JSON that this module itself has written to topics. */
package io.camelclio.kafka.json;
