/**
 * How many deliveries a second come through to Kafka, and how long each takes: the bridge by both of its adapters, a plain
 * Camel route, and a server written by hand as the floor, each in a process of its own and measured in turns.
 */
package io.camelclio.bench;
