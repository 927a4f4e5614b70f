package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.ReceivedRecords.Received;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClioCloudEventDataTypeTransformerTest {

    private static final Map<String, Object> OF_AN_ACTIVITY =
            Map.of(ClioConstants.CONNECTION, "us", ClioConstants.ENTITY, "activity");

    private final PolledClio polled = new PolledClio();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:record").transformDataType(new DataType("clio:application-cloudevents"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        polled.close();
    }

    @Test
    void givesARecordOfAPageWhatAPollGivesIt() throws Exception {
        polled.create("activities", 1);
        polled.polling("clio:activities?fields=id,etag,updated_at").poll();
        Map<String, Object> page = new HashMap<>();
        StringBuilder body = new StringBuilder();
        polled.polling(
                        "clio:activities?fields=id,etag,updated_at&exchangeOf=page",
                        exchange -> {
                            page.putAll(exchange.getMessage().getHeaders());
                            body.append(exchange.getMessage().getBody(String.class));
                        },
                        new MemoryStateRepository(),
                        polled.clock)
                .poll();

        Exchange transformed = transformed(body.substring(1, body.length() - 1), page);

        Received record = polled.received.only();
        assertThat(cloudEvent(transformed))
                .isEqualTo(cloudEvent(record.headers()))
                .hasSize(8);
    }

    @Test
    void leavesAnEventAsItIs() {
        Map<String, Object> event = new HashMap<>(OF_AN_ACTIVITY);
        event.put("CamelCloudEventID", "f00d");
        event.put("CamelCloudEventType", "com.clio.activity.deleted.v1");
        event.put("CamelCloudEventSubject", "us/7");

        assertThat(cloudEvent(transformed("{\"id\":7}", event))).isEqualTo(cloudEvent(event));
    }

    @Test
    void makesARecordThatWasReadForAnEventOfAnotherOneItsOwn() {
        Map<String, Object> event = new HashMap<>(
                transformed("{\"id\":7}", OF_AN_ACTIVITY).getMessage().getHeaders());
        event.put("CamelCloudEventVendorEvent", "updated");
        Object read = event.get("CamelCloudEventAsOf");

        for (String id : List.of("7", "8")) {
            event.put(ClioConstants.ENTITY, id.equals("7") ? "matter" : "activity");
            Map<String, Object> own = cloudEvent(transformed("{\"id\":" + id + "}", event));

            assertThat(own)
                    .doesNotContainKey("CamelCloudEventVendorEvent")
                    .containsEntry("CamelCloudEventAsOf", read)
                    .containsEntry("CamelCloudEventSubject", "us/" + id)
                    .containsEntry("CamelCloudEventType", "com.clio." + event.get(ClioConstants.ENTITY) + ".changed.v1")
                    .doesNotContainEntry("CamelCloudEventID", event.get("CamelCloudEventID"));
        }
    }

    @Test
    void hasTheTimeOfTheExchangeWhereNobodySaysWhenTheRecordWasRead() {
        Exchange transformed = transformed("{\"id\":7}".getBytes(StandardCharsets.UTF_8), OF_AN_ACTIVITY);

        Instant asOf = Instant.parse(transformed.getMessage().getHeader("CamelCloudEventAsOf", String.class));
        assertThat(asOf.toEpochMilli()).isEqualTo(transformed.getClock().getCreated());
    }

    @Test
    void refusesARecordOfWhichTheAccountOrTheKindIsNotKnown() {
        for (String missing : List.of(ClioConstants.CONNECTION, ClioConstants.ENTITY)) {
            Map<String, Object> headers = new HashMap<>(OF_AN_ACTIVITY);
            headers.remove(missing);

            assertThat(transformed("{\"id\":7}", headers).getException())
                    .isInstanceOf(NoSuchHeaderException.class)
                    .hasMessageContaining(missing);
        }
    }

    @Test
    void refusesABodyThatIsNoRecordWithoutShowingIt() {
        for (Object body : List.of("[\"secret\"]", "{\"note\":\"secret\"}", Map.of("id", "secret"))) {
            assertThat(transformed(body, OF_AN_ACTIVITY).getException())
                    .isInstanceOf(MalformedRecordException.class)
                    .message()
                    .doesNotContain("secret");
        }
    }

    private Exchange transformed(Object body, Map<String, Object> headers) {
        return template.send("direct:record", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private static Map<String, Object> cloudEvent(Exchange exchange) {
        return cloudEvent(exchange.getMessage().getHeaders());
    }

    private static Map<String, Object> cloudEvent(Map<String, Object> headers) {
        Map<String, Object> attributes = new TreeMap<>(headers);
        attributes.keySet().removeIf(name -> !name.startsWith("CamelCloudEvent"));
        return attributes;
    }
}
