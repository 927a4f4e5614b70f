package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;
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
}
