/**
 * Where the integration has got to, kept on a compacted Kafka topic: a Camel state repository that needs no database.
 *
 * <pre>{@code
 * KafkaStateRepository cursors = new KafkaStateRepository("integration.state.v1", producing, reading, Duration.ofSeconds(10));
 * cursors.start();
 * cursors.setState("us/activities", "2026-03-01T10:00:00Z"); // returns when Kafka has it
 * }</pre>
 */
package io.camelclio.kafka.state;
