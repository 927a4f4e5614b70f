package io.camelclio.app.contracts;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.components.KafkaComponents;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The sink Kamelet as it is, with a producer that keeps what it is given. */
final class PlayedSink implements AutoCloseable {

    private static final String TOPIC = "clio.activity.v1";

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, new StringSerializer(), new ByteArraySerializer());
    private final DefaultCamelContext camel = new DefaultCamelContext();

    PlayedSink() {
        ClientSettings settings = ClientSettings.merge(ClientUse.RECEIVING, "127.0.0.1:1", null);
        KafkaComponents.register(camel, settings, settings, new DefaultKafkaClientFactory() {
            @Override
            @SuppressWarnings("rawtypes")
            public Producer getProducer(Properties properties) {
                return producer;
            }
        });
        camel.getPropertiesComponent().addInitialProperty("schemas.group", "legal");
        camel.start();
    }

    /** Names of the headers of the record that is written of a message with these. */
    Set<String> headers(Map<String, Object> message) {
        Exchange sent = camel.createProducerTemplate().send("kamelet:record-to-kafka?topic=" + TOPIC, exchange -> {
            exchange.getMessage().setBody(new byte[] {'{', '}'});
            exchange.getMessage().setHeaders(message);
        });
        if (sent.getException() != null) {
            throw new AssertionError(sent.getException());
        }
        List<ProducerRecord<String, byte[]>> written = producer.history();
        Set<String> names = new TreeSet<>();
        written.get(written.size() - 1).headers().forEach(header -> names.add(header.key()));
        return names;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
