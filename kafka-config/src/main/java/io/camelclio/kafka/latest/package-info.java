/**
 * Keeps the firm's current picture, vendor by vendor: compacted topics with the newest version of each record, made of the
 * change topics by Kafka Streams. All that it remembers is on Kafka; no disk is used.
 *
 * <pre>{@code
 * LatestTopics topics = new LatestTopics(
 *         "integration.latest.clio.v1",
 *         List.of(new LatestKind("clio.matter", "clio.matter.v1", "clio.matter.latest.v1")));
 * LatestState latest = new LatestState(topics, ClientSettings.merge(ClientUse.STREAMING, "kafka-1:9092", null));
 * latest.start();
 * }</pre>
 */
package io.camelclio.kafka.latest;
