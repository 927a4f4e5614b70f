package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.check.Finding;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The command that looks at everything, beside an application that runs and one that could not. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class CheckTest {

    private final EmbeddedKafka kafka;
    private final List<String> given = new ArrayList<>();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    CheckTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void watchWhatIsShown() {
        PrintStream watched = new PrintStream(shown, true, UTF_8);
        System.setOut(watched);
        System.setErr(watched);
    }

    @AfterEach
    void takeSettingsBack() {
        System.setOut(out);
        System.setErr(err);
        given.forEach(System::clearProperty);
    }

    @Test
    void everythingIsInOrderBesideAnApplicationThatRunsAndNothingIsChanged() throws Exception {
        try (Bridge bridge =
                Bridge.on(kafka).clio().smokeball().smokeballWebhooks().start()) {
            bridge.awaitSmokeballSubscription();
            Set<String> topics = kafka.topics();
            long requests = bridge.clio().requests().entries().size();

            int outcome = check(bridge.settings());
            assertThat(outcome).as(shown.toString(UTF_8)).isZero();

            String said = shown.toString(UTF_8);
            assertThat(said.lines()).last().isEqualTo("Everything is in order.");
            assertThat(said.lines().map(line -> line.replaceAll(" +", " ")))
                    .contains(
                            "ok Clio activities can be read",
                            "ok Clio clio_payments/payments can be read",
                            "ok Clio activity_rates can be read",
                            "ok Clio 10 webhooks deliver to " + webhooks(bridge),
                            "ok public URL " + webhooks(bridge)
                                    + "activity leads to a running receiver of Clio's webhooks",
                            "ok public URL " + bridge.smokeballWebhookUrl()
                                    + " refuses what is not signed, as it has to",
                            "ok Smokeball activitycodes can be read",
                            "ok Kafka all topics are as their files ask");
            assertThat(kafka.topics()).isEqualTo(topics);
            assertThat(bridge.clio().requests().entries().stream().skip(requests))
                    .filteredOn(request -> request.path().startsWith("/api/"))
                    .isNotEmpty()
                    .allMatch(request -> request.method().equals("GET"));
            assertThat(said)
                    .doesNotContain(bridge.clio().clientSecret())
                    .doesNotContain(bridge.clio().refreshToken())
                    .doesNotContain(bridge.smokeball().clientSecret())
                    .doesNotContain(bridge.smokeball().apiKey())
                    .doesNotContain(Bridge.SMOKEBALL_KEY);
        }
    }

    @Test
    void eachThingThatIsWrongIsNamedWithWhatToDo() throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().smokeball().prepare()) {
            bridge.clio().forbid("bills");
            OwnRoutes routes = OwnRoutes.copiedTo(folder).property("clio.task.topic", "firm.unchecked");
            Map<String, String> settings = new HashMap<>(bridge.settings());
            settings.put("ROUTES_DIR", routes.folder().toString());
            settings.put("SMOKEBALL_CLIENT_SECRET", "the-secret-of-another-application");

            assertThat(check(settings, "--json")).isEqualTo(1);

            assertThat(findings("clio", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("bills cannot be read", "give the application the permission");
            assertThat(findings("clio", Finding.Outcome.LOOK))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("no webhook leads to " + webhooks(bridge));
            assertThat(findings("public url", Finding.Outcome.LOOK))
                    .singleElement()
                    .asString()
                    .contains("nobody answered at " + webhooks(bridge) + "activity", "start it and check again");
            assertThat(findings("smokeball", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("nothing can be asked", "check client id, client secret");
            assertThat(findings("kafka", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("'topics apply' creates them", "firm.unchecked");
            assertThat(kafka.topics()).doesNotContain("firm.unchecked");
            assertThat(shown.toString(UTF_8)).doesNotContain("the-secret-of-another-application");
        }
    }

    @Test
    void whatSmokeballRefusesIsNamedWithItsScope() throws Exception {
        try (Bridge bridge = Bridge.on(kafka).smokeball().collections("default").prepare()) {
            bridge.smokeball().faults().answerNext(9, 403, path -> path.endsWith("/staff"));

            assertThat(check(bridge.settings(), "--json")).isEqualTo(1);

            assertThat(findings("smokeball", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("staff was answered 403", "smokeball.collections=default,-staff");
            assertThat(findings("clio", Finding.Outcome.SKIPPED))
                    .as(shown.toString(UTF_8))
                    .hasSize(1);
        }
    }

    @Test
    void listsUnderAMatterAreAskedForUnderTheFirstOne() throws Exception {
        try (Bridge bridge = Bridge.on(kafka)
                .smokeball()
                .collections("default")
                .smokeballWebhooks()
                .prepare()) {
            bridge.smokeball().collection("matters").create("{\"status\":\"Open\"}");
            bridge.smokeball().faults().answerNext(9, 403, path -> path.endsWith("/fees"));
            bridge.smokeball().faults().answerNext(9, 403, path -> path.endsWith("/webhooks"));

            assertThat(check(bridge.settings(), "--json")).isEqualTo(1);

            assertThat(findings("smokeball", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .hasSize(2)
                    .anyMatch(message -> message.contains("fees was answered 403"))
                    .anyMatch(message -> message.contains("webhooks was answered 403"));
            assertThat(findings("smokeball", Finding.Outcome.OK)).contains("matters/{matterId}/expenses can be read");
        }
    }

    @Test
    void topicsOfAnAccountThatIsABeanOnlyAreLookedAtToo() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder)
                .property("smokeball.activity_code.topic", "firm.unlooked")
                .append(
                        "application.properties",
                        "camel.beans.acme = #class:io.camelclio.app.smokeball.connection.SmokeballConnection");
        try (Bridge bridge = Bridge.on(kafka).clio().prepare()) {
            Map<String, String> settings = new HashMap<>(bridge.settings());
            settings.put("ROUTES_DIR", routes.folder().toString());

            assertThat(check(settings, "--json")).isEqualTo(1);

            assertThat(findings("kafka", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("firm.unlooked");
            assertThat(findings("smokeball", Finding.Outcome.SKIPPED))
                    .anyMatch(message -> message.contains("bean acme"));
        }
    }

    @Test
    void kafkaThatIsAwayIsNamed() throws Exception {
        try (SmokeballSandbox smokeball = SmokeballSandbox.builder().start()) {
            Map<String, String> settings = Map.of(
                    "KAFKA_BROKERS",
                    "127.0.0.1:" + LoopbackPorts.free(),
                    "KAFKA_CLIENT_CONFIG",
                    Files.writeString(
                                    folder.resolve("kafka.properties"),
                                    "request.timeout.ms=1000\ndefault.api.timeout.ms=1000")
                            .toString(),
                    "SMOKEBALL_API_URL",
                    smokeball.apiUri().toString(),
                    "SMOKEBALL_AUTH_URL",
                    smokeball.authUri().toString(),
                    "SMOKEBALL_API_KEY",
                    smokeball.apiKey(),
                    "SMOKEBALL_CLIENT_ID",
                    smokeball.clientId(),
                    "SMOKEBALL_CLIENT_SECRET",
                    smokeball.clientSecret());

            assertThat(check(settings, "--json")).isEqualTo(1);

            assertThat(findings("kafka", Finding.Outcome.WRONG))
                    .as(shown.toString(UTF_8))
                    .singleElement()
                    .asString()
                    .contains("KAFKA_BROKERS");
        }
    }

    @Test
    void settingsThatCannotBeReadAreNamedAndNothingElseIsLookedAt() {
        assertThat(check(Map.of("CLIO_CLIENT_ID", "one"))).isEqualTo(2);

        assertThat(shown.toString(UTF_8))
                .contains("CLIO_CLIENT_SECRET", "KAFKA_BROKERS")
                .doesNotContain("public URL");
    }

    private static String webhooks(Bridge bridge) {
        return bridge.webhookUrl("").toString();
    }

    private int check(Map<String, String> settings, String... options) {
        settings.forEach((name, value) -> {
            System.setProperty(name, value);
            given.add(name);
        });
        List<String> command = new ArrayList<>(List.of("check"));
        command.addAll(List.of(options));
        return ClioToKafka.commandLine().execute(command.toArray(String[]::new));
    }

    private List<String> findings(String area, Finding.Outcome outcome) throws Exception {
        List<String> messages = new ArrayList<>();
        for (String line : shown.toString(UTF_8)
                .lines()
                .filter(text -> text.startsWith("{"))
                .toList()) {
            JsonNode finding = new ObjectMapper().readTree(line);
            if (finding.path("area").asText().equalsIgnoreCase(area)
                    && finding.path("outcome").asText().equalsIgnoreCase(outcome.name())) {
                messages.add(finding.path("message").asText());
            }
        }
        return messages;
    }
}
