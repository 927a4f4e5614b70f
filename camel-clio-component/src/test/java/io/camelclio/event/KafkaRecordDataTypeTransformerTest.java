package io.camelclio.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaRecordDataTypeTransformerTest {

    private static final ChangeEvent CHANGE = new ChangeEvent(
            "f00d",
            "com.clio.activity.changed.v1",
            "/clio/us",
            "us/152",
            Instant.parse("2026-03-02T15:00:00Z"),
            Instant.parse("2026-03-02T15:00:01.25Z"),
            "updated");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:record").transformDataType(new DataType("kafka-record:application-cloudevents"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void writesTheAttributesOfAChangeAsCloudEventsNamesThemOnKafka() {
        Message record = transformed(message -> {
            CHANGE.writeTo(message);
            message.setHeader(ChangeEvent.PARENT_HEADER, "us/7");
        });

        assertThat(record.getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "f00d"),
                        Map.entry("ce_type", "com.clio.activity.changed.v1"),
                        Map.entry("ce_source", "/clio/us"),
                        Map.entry("ce_subject", "us/152"),
                        Map.entry("ce_time", "2026-03-02T15:00:00Z"),
                        Map.entry("ce_asof", "2026-03-02T15:00:01.250Z"),
                        Map.entry("ce_vendorevent", "updated"),
                        Map.entry("ce_parent", "us/7"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("kafka.KEY", "us/152"),
                        Map.entry("CamelKafkaKey", "us/152")));
    }

    @Test
    void setsNoHeaderForAnAttributeThatIsMissing() {
        Message record = transformed(message -> message.setHeader("CamelCloudEventSource", "/clio/us"));

        assertThat(record.getHeaders()).containsOnlyKeys("ce_source");
    }

    @Test
    void letsNothingElseOut() {
        Message record = transformed(message -> {
            message.setHeader("ce_id", "forged");
            message.setHeader("CamelKafkaOverrideTopic", "elsewhere");
            message.setHeader("kafka.PARTITION_KEY", 1);
            message.setHeader("Authorization", "Bearer secret");
        });

        assertThat(record.getHeaders()).isEmpty();
    }

    @Test
    void keepsWhatADeadLetterTellsOfItsFailure() {
        Message letter = transformed(message -> {
            CHANGE.writeTo(message);
            KafkaRecordDataTypeTransformer.FAILURE.forEach(name -> message.setHeader(name, "why " + name));
        });

        assertThat(letter.getHeaders()).containsEntry("ce_id", "f00d").containsEntry("failed_at", "why failed_at");
        assertThat(letter.getHeaders()).containsKeys(KafkaRecordDataTypeTransformer.FAILURE.toArray(String[]::new));
    }

    @Test
    void leavesTheBodyAsItIs() {
        byte[] body = {1, 2, 3};

        assertThat(transformed(message -> message.setBody(body)).getBody()).isSameAs(body);
    }

    private Message transformed(Consumer<Message> filling) {
        Exchange exchange = template.send("direct:record", sent -> filling.accept(sent.getMessage()));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }
}
