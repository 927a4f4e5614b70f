package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A team edits a copy of the routes and runs it: no build, no code. */
@ExtendWith(SharedBridge.class)
class OwnRoutesTest {

    @Test
    void changedTopicAndFieldListAreWhatRuns(EmbeddedKafka kafka, @TempDir Path folder) throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder)
                .property("clio.contact.topic", "firm.people")
                .property("clio.contact.fields", "id,etag,updated_at,name");

        try (Bridge bridge = Bridge.on(kafka).clio().routesDir(routes.folder()).start()) {
            long id = bridge.clio()
                    .records("contacts")
                    .create(Map.of("type", "Person", "name", "Ada Quill", "title", "Dr"))
                    .id();

            Landed landed = bridge.awaitRecord("firm.people", id);

            assertThat(landed.valueAsText())
                    .matches("\\{\"id\":" + id
                            + ",\"etag\":\"[^,]+\",\"updated_at\":\"[^\"]+\",\"name\":\"Ada Quill\"}");
            assertThat(bridge.records("clio.contact.v1")).isEmpty();
        }
    }

    @Test
    void recordOfSmokeballThatARouteOfThePageReadsIsTheChangeThatAPollMakesOfIt(
            EmbeddedKafka kafka, @TempDir Path folder) throws Exception {
        String topic = "smokeball.matter.v1";
        String page = Files.readString(Path.of("..", "SMOKEBALL.md"));
        String section = page.substring(page.indexOf("## A record that a route reads by itself"));
        OwnRoutes routes = OwnRoutes.copiedTo(folder)
                .add(
                        "camel/own.camel.yaml",
                        section.substring(section.indexOf("```yaml\n") + 8, section.indexOf("\n```\n")));

        try (Bridge bridge = Bridge.on(kafka)
                .smokeball()
                .collections("matter")
                .routesDir(routes.folder())
                .start()) {
            String id = bridge.smokeball().collection("matters").add().id();
            Landed polled = bridge.awaitRecord(topic, id);

            Exchange sent = bridge.camel()
                    .createProducerTemplate()
                    .send("direct:publish-matter", exchange -> exchange.getMessage()
                            .setHeader("matter", id));

            assertThat(sent.getException()).isNull();
            await("the same change again")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.records(topic, id).size() == 2);
            Landed own = bridge.records(topic, id).get(1);
            assertThat(own.value()).isEqualTo(polled.value());
            assertThat(own.headers()).containsEntry("ce_id", polled.headers().get("ce_id"));
            assertThat(own.headers().keySet()).isEqualTo(polled.headers().keySet());
        }
    }
}
