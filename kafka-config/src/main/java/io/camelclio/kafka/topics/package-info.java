/**
 * Kafka topics as files: reads Strimzi {@code KafkaTopic} files, says how a cluster differs from them, and brings it into
 * line without ever deleting anything.
 *
 * <pre>{@code
 * try (ClusterTopics cluster = new ClusterTopics(adminSettings, Duration.ofSeconds(30))) {
 *     TopicPlan plan = cluster.plan(TopicFiles.packaged());
 *     System.out.println(plan.asTable());
 *     cluster.apply(plan);
 * }
 * }</pre>
 */
package io.camelclio.kafka.topics;
