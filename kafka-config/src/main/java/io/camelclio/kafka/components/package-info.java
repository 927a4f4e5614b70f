/** Camel's Kafka components as the routes name them. Needs {@code camel-kafka} on the class path. */
package io.camelclio.kafka.components;
