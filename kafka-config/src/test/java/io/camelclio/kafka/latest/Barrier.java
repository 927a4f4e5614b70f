package io.camelclio.kafka.latest;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Holds up whoever writes to one topic, as long as it is closed. */
public final class Barrier implements ProducerInterceptor<byte[], byte[]> {

    private static volatile String topic;
    private static volatile CountDownLatch opening = new CountDownLatch(0);

    static void close(String held) {
        topic = held;
        opening = new CountDownLatch(1);
    }

    static void open() {
        opening.countDown();
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topic)) {
            try {
                opening.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata written, Exception failure) {
        // Only what is sent is held up.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // There is nothing to set.
    }
}
