package io.camelclio.app.kafka;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How long Kafka may take for a delivery: until the record is in the producer, and from then until the acknowledgement or
 * the failure. Has to fit into the time after which Clio is put off, or Clio hears 503 of records that are written.
 */
public record ReceivingTimes(Duration maxBlock, Duration delivery) {

    public static ReceivingTimes of(ClientSettings receiving) {
        return new ReceivingTimes(
                millis(receiving, ProducerConfig.MAX_BLOCK_MS_CONFIG),
                millis(receiving, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
    }

    private static Duration millis(ClientSettings receiving, String name) {
        return Duration.ofMillis(Long.parseLong(receiving.get(name)));
    }

    /** What to tell a person about an endpoint that gives up before Kafka does; empty when the times fit. */
    public Optional<String> tooLongFor(String endpoint, Duration timeout) {
        if (maxBlock.plus(delivery).compareTo(timeout) <= 0) {
            return Optional.empty();
        }
        return Optional.of(endpoint + " puts Clio off with 503 after " + timeout.toMillis()
                + " ms (its option timeout), but Kafka may take " + maxBlock.toMillis() + " ms (max.block.ms) and "
                + delivery.toMillis() + " ms (delivery.timeout.ms): Clio would send again what is written. Lower these"
                + " two in the file of KAFKA_CLIENT_CONFIG, or raise timeout");
    }
}
