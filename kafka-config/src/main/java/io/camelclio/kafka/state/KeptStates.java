package io.camelclio.kafka.state;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.leadership.Intervention;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What lies on a state topic, for a person who looks at it or sets it right while the application runs. */
public final class KeptStates {

    private final String topic;
    private final StateTopic states;
    private final Intervention intervention;

    /**
     * @param topic name of an existing topic
     * @param reading settings of the consumer that reads it
     * @param timeout the longest time to read it
     * @param intervention writes for the locks that guard it
     */
    public KeptStates(String topic, ClientSettings reading, Duration timeout, Intervention intervention) {
        this.topic = topic;
        this.states = new StateTopic(topic, Map.of(), reading.asMap(), timeout);
        this.intervention = intervention;
    }

    /**
     * All states as they are now, by key.
     *
     * @throws KafkaStateException if the topic cannot be read in time
     */
    public SortedMap<String, String> read() {
        return new TreeMap<>(states.read());
    }

    /**
     * Sets states that one lock guards, all or none, whoever leads; the next term begins with them.
     *
     * @param values by key
     */
    public void write(String lock, Map<String, String> values) throws InterruptedException {
        intervention.write(
                lock,
                values.entrySet().stream()
                        .map(state -> new ProducerRecord<>(topic, state.getKey(), state.getValue()))
                        .toList());
    }
}
