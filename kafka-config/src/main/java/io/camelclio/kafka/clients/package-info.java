/**
 * Settings of Kafka clients: what this project ships for each use, laid under what the operator of a cluster demands.
 *
 * <pre>{@code
 * ClientSettings settings = ClientSettings.merge(ClientUse.PULLING, "kafka-1:9092", Path.of("tls.properties"));
 * Producer<String, byte[]> producer = new KafkaProducer<>(settings.asMap());
 * }</pre>
 */
package io.camelclio.kafka.clients;
