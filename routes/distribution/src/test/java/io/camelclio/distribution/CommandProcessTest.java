package io.camelclio.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as scripts call them: processes with exit codes, JSON on the one stream and reasons on the other. */
class CommandProcessTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Installation installation;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void install() throws Exception {
        installation = Installation.unpackedTo(folder);
        kafka = EmbeddedKafka.builder().start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void topicsAreMadeAndNothingIsErasedByAScriptThatSaidYesToNothing() throws Exception {
        Installation.Outcome apply = call("topics", "apply", "--json");
        assertThat(apply.exit()).as(apply.err()).isZero();
        assertThat(json(apply))
                .hasSizeGreaterThan(50)
                .allMatch(line -> line.path("action").asText().equals("create"));
        assertThat(apply.err()).as("no bar where nobody looks").isEmpty();

        String[] erase = {"erase", "--entity", "clio.contact", "--key", "us/1", "--json"};
        Installation.Outcome refused = call(erase);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("Nothing is erased", "--yes");
        assertThat(proofs()).isZero();

        Installation.Outcome erased = call("erase", "--entity", "clio.contact", "--key", "us/1", "--json", "--yes");
        assertThat(erased.exit()).as(erased.err()).isZero();
        assertThat(json(erased).get(0).path("keys").asInt()).isEqualTo(1);
        assertThat(erased.err()).isEmpty();
        assertThat(proofs()).isEqualTo(1);

        Map<String, String> shorter = Map.of("CLIO_CONTACT_TOPIC_RETENTION", "1h");
        Installation.Outcome unasked = call(shorter, "topics", "apply", "--json");
        assertThat(unasked.exit()).isEqualTo(2);
        assertThat(json(unasked))
                .isNotEmpty()
                .allMatch(line -> line.path("topic").asText().equals("clio.contact.v1"));
        assertThat(unasked.err()).contains("Nothing is changed", "--yes");
        assertThat(call(shorter, "topics", "apply", "--json", "--yes").out()).isEqualTo(unasked.out());
    }

    @Test
    void whatIsCalledWronglyOrCannotWorkSaysSoOnTheOtherStream() throws Exception {
        Installation.Outcome unknown = call("topics", "delete");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err()).contains("delete");

        Installation.Outcome check = call("check", "--json");
        assertThat(check.exit()).isEqualTo(2);
        assertThat(json(check)).singleElement().satisfies(finding -> {
            assertThat(finding.path("outcome").asText()).isEqualTo("wrong");
            assertThat(finding.path("message").asText()).contains("Neither Clio nor Smokeball");
        });
    }

    private static Installation.Outcome call(String... arguments) throws Exception {
        return call(Map.of(), arguments);
    }

    /** Somebody pipes an answer in where nobody has asked. */
    private static Installation.Outcome call(Map<String, String> settings, String... arguments) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BROKERS", kafka.bootstrapServers());
        environment.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return installation.callWithInput("y\n", installation.file("bin/camel-clio"), environment, arguments);
    }

    private static int proofs() {
        return new TopicReader(kafka.bootstrapServers())
                .readAll("integration.erasure.v1")
                .size();
    }

    private static List<JsonNode> json(Installation.Outcome outcome) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : outcome.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
