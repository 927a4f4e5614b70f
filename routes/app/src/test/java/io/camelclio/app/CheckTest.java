package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.check.Finding;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The command that looks at everything, beside an application that runs and one that could not. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class CheckTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private final EmbeddedKafka kafka;

    @TempDir
    Path folder;

    CheckTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @Test
    void everythingIsInOrderBesideAnApplicationThatRunsAndNothingIsChanged() throws Exception {
        try (Bridge bridge =
                Bridge.on(kafka).clio().smokeball().smokeballWebhooks().start()) {
            bridge.awaitSmokeballSubscription();
            Set<String> topics = kafka.topics();
            long requests = bridge.clio().requests().entries().size();

            int outcome = check(bridge.settings());
            assertThat(outcome).as(terminal.shown()).isZero();

            String said = terminal.shown();
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
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("bills cannot be read", "give the application the permission");
            assertThat(findings("clio", Finding.Outcome.LOOK))
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("no webhook leads to " + webhooks(bridge));
            assertThat(findings("public url", Finding.Outcome.LOOK))
                    .singleElement()
                    .asString()
                    .contains("nobody answered at " + webhooks(bridge) + "activity", "start it and check again");
            assertThat(findings("smokeball", Finding.Outcome.WRONG))
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("nothing can be asked", "check client id, client secret");
            assertThat(findings("kafka", Finding.Outcome.WRONG))
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("'topics apply' creates them", "firm.unchecked");
            assertThat(kafka.topics()).doesNotContain("firm.unchecked");
            assertThat(terminal.shown()).doesNotContain("the-secret-of-another-application");
        }
    }

    @Test
    void whatSmokeballRefusesIsNamedWithItsScope() throws Exception {
        try (Bridge bridge = Bridge.on(kafka).smokeball().collections("default").prepare()) {
            bridge.smokeball().faults().answerNext(9, 403, path -> path.endsWith("/staff"));

            assertThat(check(bridge.settings(), "--json")).isEqualTo(1);

            assertThat(findings("smokeball", Finding.Outcome.WRONG))
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("staff was answered 403", "smokeball.collections=default,-staff");
            assertThat(findings("clio", Finding.Outcome.SKIPPED))
                    .as(terminal.shown())
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
                    .as(terminal.shown())
                    .hasSize(2)
                    .anyMatch(message -> message.contains("fees was answered 403"))
                    .anyMatch(message -> message.contains("webhooks was answered 403"));
            assertThat(findings("smokeball", Finding.Outcome.OK)).contains("matters/{matterId}/expenses can be read");
        }
    }

    @Test
    void listsTwoLevelsDownAreAskedForUnderTheFirstOfTheFirst() throws Exception {
        try (Bridge bridge = Bridge.on(kafka)
                .smokeball()
                .collections("relationship,layout_contact")
                .prepare()) {
            String matter = bridge.smokeball()
                    .collection("matters")
                    .create("{\"status\":\"Open\"}")
                    .id();
            bridge.smokeball().collection("roles").under(matter).addAs("client", "{}");
            bridge.smokeball().faults().answerNext(9, 403, path -> path.endsWith("/relationships"));

            assertThat(check(bridge.settings(), "--json")).isEqualTo(1);

            assertThat(findings("smokeball", Finding.Outcome.WRONG))
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("matters/{matterId}/roles/{roleId}/relationships was answered 403");
            assertThat(findings("smokeball", Finding.Outcome.SKIPPED))
                    .as("a matter without layouts")
                    .singleElement()
                    .asString()
                    .contains("matters/{matterId}/layouts/{itemId}/contacts is not looked at");
        }
    }

    @Test
    void furtherAccountsAndTheirTopicsAreLookedAtToo() throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder().unlimited().start();
                SmokeballSandbox smokeball = SmokeballSandbox.builder().start();
                Bridge bridge = Bridge.on(kafka).clio().prepare()) {
            OwnRoutes routes = OwnRoutes.copiedTo(folder)
                    .property("smokeball.activity_code.topic", "firm.unlooked")
                    .property("smokeball.collections", "activity_code,staff")
                    .append("application.properties", """
                            camel.beans.acme = #class:io.camelclio.app.smokeball.connection.SmokeballConnection
                            camel.beans.acme.name = acme
                            camel.beans.acme.apiUrl = %s
                            camel.beans.acme.authUrl = %s
                            camel.beans.acme.apiKey = %s
                            camel.beans.acme.clientId = %s
                            camel.beans.acme.clientSecret = %s
                            camel.beans.branch = #class:io.camelclio.component.ClioConnection
                            camel.beans.branch.name = branch
                            camel.beans.branch.apiUrl = %s
                            camel.beans.branch.clientId = %s
                            camel.beans.branch.clientSecret = %s
                            camel.beans.branch.refreshToken = {{branch.token}}
                            camel.beans.another = #class:io.camelclio.app.NoSuchBean
                            branch.token = %s
                            """.formatted(
                                    smokeball.apiUri(),
                                    smokeball.authUri(),
                                    smokeball.apiKey(),
                                    smokeball.clientId(),
                                    smokeball.clientSecret(),
                                    clio.baseUri(),
                                    clio.clientId(),
                                    clio.clientSecret(),
                                    clio.refreshToken()));
            smokeball.faults().answerNext(9, 403, path -> path.endsWith("/staff"));
            clio.forbid("bills");
            Map<String, String> settings = new HashMap<>(bridge.settings());
            settings.put("ROUTES_DIR", routes.folder().toString());

            assertThat(check(settings, "--json")).as(terminal.shown()).isEqualTo(1);

            assertThat(findings("kafka", Finding.Outcome.WRONG))
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("firm.unlooked");
            assertThat(findings("smokeball acme", Finding.Outcome.OK)).contains("activitycodes can be read");
            assertThat(findings("smokeball acme", Finding.Outcome.LOOK))
                    .singleElement()
                    .asString()
                    .contains("staff was answered 403", "have no route read it");
            assertThat(findings("clio branch", Finding.Outcome.OK))
                    .contains("activities can be read")
                    .anyMatch(message -> message.startsWith("the token is good"));
            assertThat(findings("clio branch", Finding.Outcome.LOOK))
                    .singleElement()
                    .asString()
                    .contains("bills cannot be read");
            assertThat(findings("clio", Finding.Outcome.WRONG)).isEmpty();
            assertThat(terminal.shown()).doesNotContain(clio.refreshToken(), clio.clientSecret(), smokeball.apiKey());
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
                    .as(terminal.shown())
                    .singleElement()
                    .asString()
                    .contains("KAFKA_BROKERS");
        }
    }

    @Test
    void settingsThatCannotBeReadAreNamedAndNothingElseIsLookedAt() {
        assertThat(check(Map.of("CLIO_CLIENT_ID", "one"))).isEqualTo(2);

        assertThat(terminal.shown())
                .contains("CLIO_CLIENT_SECRET", "KAFKA_BROKERS")
                .doesNotContain("public URL");
    }

    private static String webhooks(Bridge bridge) {
        return bridge.webhookUrl("").toString();
    }

    private int check(Map<String, String> settings, String... options) {
        terminal.given(settings);
        List<String> command = new ArrayList<>(List.of("check"));
        command.addAll(List.of(options));
        return ClioToKafka.commandLine().execute(command.toArray(String[]::new));
    }

    private List<String> findings(String area, Finding.Outcome outcome) throws Exception {
        List<String> messages = new ArrayList<>();
        for (String line :
                terminal.shown().lines().filter(text -> text.startsWith("{")).toList()) {
            JsonNode finding = new ObjectMapper().readTree(line);
            if (finding.path("area").asText().equalsIgnoreCase(area)
                    && finding.path("outcome").asText().equalsIgnoreCase(outcome.name())) {
                messages.add(finding.path("message").asText());
            }
        }
        return messages;
    }
}
