/**
 * The bench: how many records a second come through to Kafka, how long each takes and what it costs, beside what others would
 * write. Every subject is a process of its own, and subjects are measured in turns.
 */
package io.camelclio.bench;
