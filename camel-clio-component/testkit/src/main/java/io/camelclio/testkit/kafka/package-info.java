/**
 * A real Apache Kafka broker inside this JVM, and a plain reader of what lies on its topics.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
 *     kafka.createTopic("clio.matter.v1", 3, Map.of());
 *     // ... write with any Kafka client to kafka.bootstrapServers() ...
 *     var records = new TopicReader(kafka.bootstrapServers()).readAll("clio.matter.v1");
 * }
 * }</pre>
 *
 * <p>{@link io.camelclio.testkit.kafka.EmbeddedKafkaCluster} is three of them, of which a test can take any one away.
 *
 * <p>In a JUnit 5 test, {@link io.camelclio.testkit.kafka.EmbeddedKafkaExtension} starts one broker per test class. The
 * broker logs through SLF4J under {@code kafka}, {@code org.apache.kafka}, {@code org.apache.zookeeper} and
 * {@code state.change.logger}; a logging configuration that sets the first three to {@code ERROR} and the last to
 * {@code OFF} keeps it silent.
 */
package io.camelclio.testkit.kafka;
