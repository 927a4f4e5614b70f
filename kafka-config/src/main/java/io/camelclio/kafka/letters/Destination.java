package io.camelclio.kafka.letters;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the way of a letter ends: takes what is to be written, into the transaction that says that it was replayed. */
public interface Destination {

    /**
     * Writes a record, or finds that it must not be written.
     *
     * @param written called once, on any thread: with what Kafka says, or with nothing where the record is held back
     */
    void send(ProducerRecord<String, byte[]> record, Callback written);
}
