package io.camelclio.app.smokeball;

import static java.util.Collections.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.smokeball.PolledSmokeball.Taken;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data type that makes a record of Smokeball an event, found by its name as a route finds it. */
class SmokeballCloudEventDataTypeTransformerTest {

    private static final String NAME = "smokeball:application-cloudevents";
    private static final String SERVICES = "META-INF/services/org/apache/camel/transformer";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind(Collections.BEAN, Collections.read(Optional.empty(), Optional.empty()));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:record").transformDataType(new DataType(NAME));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void givesEachKindOfRecordWhatAPollGivesIt() throws Exception {
        try (PolledSmokeball polled =
                new PolledSmokeball(SmokeballSandbox.builder().unlimited())) {
            SmokeballSandbox sandbox = polled.sandbox;
            sandbox.collection("contacts").add();
            sandbox.collection("staff").delete(sandbox.collection("staff").add().id());
            String matter = sandbox.collection("matters").add().id();
            sandbox.collection("fees").under(matter).add();
            String role = sandbox.collection("roles").under(matter).add().id();
            sandbox.collection("relationships").under(matter, role).add();
            String event = sandbox.collection("events").add().id();
            sandbox.collection("reminders").under(event).addAll(2);

            assertSame(polled, "contact", "");
            assertSame(polled, "staff", "");
            assertSame(polled, "fee", matter);
            assertSame(polled, "role", matter);
            assertSame(polled, "relationship", matter + "/" + role);
            assertSame(polled, "event_reminders", event);
        }
    }

    private void assertSame(PolledSmokeball polled, String entity, String parents) throws Exception {
        polled.poll(entity);
        assertThat(polled.topic.of(entity)).as(entity).singleElement().satisfies(taken -> {
            Exchange made = made(taken.value(), entity, parents);
            assertThat(made.getException()).isNull();
            assertThat(event(made, taken.value())).isEqualTo(taken);
        });
    }

    private static Taken event(Exchange made, byte[] value) {
        String type = header(made, "CamelCloudEventType");
        return new Taken(
                type.split("\\.")[2],
                header(made, "CamelCloudEventSubject"),
                header(made, "CamelCloudEventID"),
                type.endsWith(".deleted.v1"),
                header(made, "CamelCloudEventParent"),
                value);
    }

    @Test
    void leavesAnEventOfTheRecordAsItIsAndReplacesThatOfAnotherOne() {
        Exchange first = made("{\"id\":\"a\",\"versionId\":1}", "matter", "");
        Map<String, Object> event = new HashMap<>(first.getMessage().getHeaders());
        event.put("CamelCloudEventID", "f00d");

        assertThat(header(made("{\"id\":\"a\",\"versionId\":2}", event), "CamelCloudEventID"))
                .isEqualTo("f00d");
        Exchange other = made("{\"id\":\"b\",\"versionId\":2}", event);
        assertThat(header(other, "CamelCloudEventSubject")).isEqualTo("us/b");
        assertThat(header(other, "CamelCloudEventID")).isNotEqualTo("f00d");
    }

    @Test
    void refusesARecordOfWhichTheAccountOrTheKindIsNotKnown() {
        assertThat(made("{\"id\":\"a\"}", Map.of("SmokeballEntity", "matter")).getException())
                .isInstanceOf(NoSuchHeaderException.class)
                .hasMessageContaining("SmokeballConnection");
        assertThat(made("{\"id\":\"a\"}", Map.of("SmokeballConnection", "us")).getException())
                .isInstanceOf(NoSuchHeaderException.class)
                .hasMessageContaining("SmokeballEntity");
        assertThat(made("{\"id\":\"a\"}", "mattress", "").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'mattress'");
    }

    @Test
    void namesTheParentsThatAreMissingOrTooMany() {
        assertThat(made("{\"id\":\"a\"}", "relationship", "m").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("SmokeballParents names 1 parents", "which has 2", "matter/role");
        assertThat(made("{\"id\":\"a\"}", "matter", "m").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has none; remove the header");
    }

    @Test
    void refusesABodyThatIsNoRecordWithoutShowingIt() {
        for (Object body : new Object[] {"[\"secret\"]", "{\"note\":\"secret\"}", Map.of("id", "secret")}) {
            assertThat(made(body, "matter", "").getException())
                    .isInstanceOf(MalformedRecordException.class)
                    .message()
                    .doesNotContain("secret");
        }
    }

    @Test
    void isDescribedToToolsAsItsClassSays() throws Exception {
        DataTypeTransformer said =
                SmokeballCloudEventDataTypeTransformer.class.getAnnotation(DataTypeTransformer.class);

        JsonNode model = new ObjectMapper()
                .readTree(read(SERVICES + "/smokeball-application-cloudevents.json"))
                .path("transformer");
        Properties all = new Properties();
        all.load(new StringReader(read(SERVICES + ".properties")));

        assertThat(model.path("name").asText()).isEqualTo(said.name()).isEqualTo(NAME);
        assertThat(model.path("description").asText()).isEqualTo(said.description());
        assertThat(model.path("javaType").asText()).isEqualTo(SmokeballCloudEventDataTypeTransformer.class.getName());
        assertThat(all.getProperty("transformers")).isEqualTo(NAME);
    }

    /** Other jars have such files too. */
    private static String read(String resource) throws IOException {
        ClassLoader loader = SmokeballCloudEventDataTypeTransformer.class.getClassLoader();
        for (URL place : list(loader.getResources(resource))) {
            try (InputStream content = place.openStream()) {
                String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                if (text.contains(NAME)) {
                    return text;
                }
            }
        }
        throw new AssertionError("No " + resource + " names " + NAME);
    }

    private Exchange made(Object body, String entity, String parents) {
        Map<String, Object> headers = new HashMap<>(Map.of("SmokeballConnection", "us", "SmokeballEntity", entity));
        if (!parents.isEmpty()) {
            headers.put("SmokeballParents", parents);
        }
        return made(body, headers);
    }

    private Exchange made(Object body, Map<String, Object> headers) {
        return template.send("direct:record", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private static String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, String.class);
    }
}
