/**
 * Follows change topics as they grow, so that a process knows which changes the others have published lately.
 *
 * <pre>{@code
 * PublishedTopics published = new PublishedTopics(List.of("clio.matter.v1"), reading, administering, Duration.ofHours(1), history);
 * published.start();
 * PublishedTopic matters = published.topic("clio.matter.v1").orElseThrow();
 * matters.refresh(Duration.ofSeconds(1)).thenAccept(known -> matters.isLast("com.clio.matter.changed.v1 us/7", id));
 * }</pre>
 */
package io.camelclio.kafka.published;
