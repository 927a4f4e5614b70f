/**
 * Follows change topics as they grow, so that a process knows which changes the others have published lately.
 *
 * <pre>{@code
 * PublishedTopics published = new PublishedTopics(List.of("clio.matter.v1"), reading, administering, Duration.ofHours(1));
 * published.start();
 * PublishedTopic matters = published.topic("clio.matter.v1").orElseThrow();
 * matters.refresh(Duration.ofSeconds(1)).thenAccept(known -> matters.isPublished("us/7", id));
 * }</pre>
 */
package io.camelclio.kafka.published;
