package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets, tokens and the bodies of records stay out of the logs, and secrets out of every record, on a bad day too. */
@ExtendWith(SharedBridge.class)
class SecretsTest {

    /** As the sandboxes invent access tokens. */
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("sandbox-\\d+-[0-9a-f]{6,}|sandbox-token-[0-9a-f-]{8,}");

    private static final String PRIVILEGED = "privileged words of a client";

    @Test
    void noneShowsInLogsOrRecords(EmbeddedKafka kafka) throws Exception {
        try (ShippedLogging logs = ShippedLogging.atDebug()) {
            List<String> secrets = runOnABadDay(kafka);

            assertThat(logs.lines())
                    .anyMatch(line -> line.startsWith("DEBUG") && line.contains("activitycodes"))
                    .anyMatch(line -> line.contains("clio-webhook-contact"))
                    .filteredOn(line -> shows(line, secrets) || line.contains(PRIVILEGED))
                    .isEmpty();
            assertThat(new TopicReader(kafka.bootstrapServers())
                            .readAll(Pattern.compile("(clio|smokeball|firm|integ).*")))
                    .map(Landed::of)
                    .map(Landed::toString)
                    .anyMatch(record -> record.contains(PRIVILEGED))
                    .filteredOn(record -> shows(record, secrets))
                    .isEmpty();
        }
    }

    private static List<String> runOnABadDay(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).clio().smokeball();
        builder.set("SMOKEBALL_REFRESH_TOKEN", builder.playedSmokeball().refreshToken());
        try (Bridge bridge = builder.start()) {
            bridge.clio().intruder().sendForged("contact");
            bridge.clio().intruder().sendSigned("contact", ("{\"data\":\"" + PRIVILEGED).getBytes(UTF_8));
            bridge.clio().revokeTokens();
            bridge.smokeball().revokeTokens();
            bridge.clio().faults().answerNext(2, 500);
            bridge.smokeball().faults().truncateNext(1);
            bridge.smokeball()
                    .faults()
                    .answerNext(1, Response.json(403, "{\"message\":\"" + PRIVILEGED + "\"}"), path -> true);
            await("the faults to be over")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.clio().faults().outstanding()
                                    + bridge.smokeball().faults().outstanding()
                            == 0);
            long contact = bridge.clio()
                    .records("contacts")
                    .create(Map.of("type", "Person", "name", PRIVILEGED))
                    .id();
            long polled = bridge.clio()
                    .records("activity_descriptions")
                    .create(Map.of("name", PRIVILEGED))
                    .id();
            String code = bridge.smokeball()
                    .activityCodes()
                    .create("{\"description\":\"" + PRIVILEGED + "\"}")
                    .id();
            bridge.awaitRecord("clio.contact.v1", contact);
            bridge.awaitRecord("clio.activity_description.v1", polled);
            bridge.awaitRecord("smokeball.activity_code.v1", code);
            return secrets(bridge);
        }
    }

    private static boolean shows(String text, List<String> secrets) {
        return ACCESS_TOKEN.matcher(text).find() || secrets.stream().anyMatch(text::contains);
    }

    private static List<String> secrets(Bridge bridge) {
        List<String> secrets = new ArrayList<>(List.of(
                bridge.clio().clientSecret(),
                bridge.clio().refreshToken(),
                bridge.smokeball().apiKey(),
                bridge.smokeball().clientSecret(),
                bridge.smokeball().refreshToken()));
        bridge.clio()
                .records("webhooks")
                .all()
                .forEach(webhook ->
                        secrets.add(webhook.json().path("shared_secret").asText()));
        assertThat(secrets).hasSize(15).noneMatch(String::isBlank);
        return secrets;
    }
}
