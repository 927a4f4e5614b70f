package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Dead letters of bills as the routes write them. */
final class BillLetters {

    private BillLetters() {}

    /**
     * Writes one of each number; the number is the bill's id too.
     *
     * @param client settings of a Kafka client
     * @param bridge whose account they are of
     */
    static void write(Map<String, Object> client, Bridge bridge, int... numbers) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (int number : numbers) {
                String key = bridge.key(number);
                ProducerRecord<String, byte[]> letter =
                        new ProducerRecord<>("clio.dead_letter.v1", key, ("{\"id\":" + number + "}").getBytes(UTF_8));
                Map.of(
                                "error_reason", "route_failed",
                                "source_route", "clio-webhook-bill",
                                "ce_id", "%064x".formatted(key.hashCode() * 1_000L + number),
                                "ce_type", "com.clio.bill.changed.v1",
                                "ce_source", "/clio/" + bridge.connection(),
                                "ce_subject", key,
                                "ce_time", "2026-11-22T08:00:00Z",
                                "ce_asof", "2026-11-22T08:00:00Z")
                        .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
                producer.send(letter).get();
            }
        }
    }
}
