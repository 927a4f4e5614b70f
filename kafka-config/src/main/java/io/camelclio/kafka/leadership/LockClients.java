package io.camelclio.kafka.leadership;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the Kafka clients of a lock. Group and transactional id of a lock have the same name on every copy. */
final class LockClients {

    private final String topic;
    private final Map<String, Object> leading;
    private final Map<String, Object> producing;

    LockClients(String topic, ClientSettings leading, ClientSettings producing, LeadingTimes times) {
        this.topic = topic;
        this.leading = leading.asMap();
        this.producing = transactional(producing.asMap(), times.stepDown());
    }

    /** A write is over, or given up, before the time is up that those are waited for who step down. */
    private static Map<String, Object> transactional(Map<String, Object> given, Duration time) {
        int millis = (int) time.toMillis();
        Map<String, Object> settings = new HashMap<>(given);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, Math.min(millis / 2, 250));
        return settings;
    }

    String topic() {
        return topic;
    }

    /** The one that matters; what further partitions a topic may have, no lock depends on them. */
    TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    String groupOf(String lock) {
        return topic + "." + lock;
    }

    KafkaConsumer<byte[], byte[]> consumer(String lock) {
        Map<String, Object> settings = new HashMap<>(leading);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupOf(lock));
        return new KafkaConsumer<>(settings);
    }

    Producer<String, String> producer(String lock) {
        Map<String, Object> settings = new HashMap<>(producing);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, groupOf(lock));
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
