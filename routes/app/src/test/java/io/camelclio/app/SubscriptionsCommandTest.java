package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ClioSandbox;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The command {@code subscriptions} as a person types it. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class SubscriptionsCommandTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private static final String OURS = "http://127.0.0.1:9/hooks";

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();

    private long matter;
    private long bill;
    private List<Long> others;

    @BeforeEach
    void haveWebhooks() {
        terminal.given(Map.of(
                "CLIO_API_URL", clio.baseUri().toString(),
                "CLIO_CLIENT_ID", clio.clientId(),
                "CLIO_CLIENT_SECRET", clio.clientSecret(),
                "CLIO_REFRESH_TOKEN", clio.refreshToken(),
                "CLIO_PUBLIC_URL", OURS + "/"));
        matter = plant(OURS + "/clio/us/webhooks/matter", "matter");
        bill = plant(OURS + "/clio/us/webhooks/bill", "bill");
        others = List.of(
                plant(OURS + "-of-others/clio/us/webhooks/matter", "matter"),
                plant(OURS + "/clio/acme/webhooks/matter", "matter"),
                plant(OURS + "/clio/us/webhooks-of-others/matter", "matter"),
                plant(OURS + "/of-others/matter", "matter"));
    }

    @AfterEach
    void close() {
        clio.close();
    }

    @Test
    void listShowsAllAndWhichAreOursAndNoSecret() {
        assertThat(execute("list")).isZero();

        assertThat(lines(matter)).singleElement().asString().contains("matter", "enabled", "2026-12-01", " yes ", OURS);
        assertThat(lines(bill)).singleElement().asString().contains("bill", " yes ");
        assertThat(others)
                .allSatisfy(other ->
                        assertThat(lines(other)).singleElement().asString().contains("matter", " no "));
        assertThat(text()).contains("6 webhooks").doesNotContain("planted secret", clio.clientSecret());
    }

    @Test
    void removeAllEndsOursAndLeavesThoseOfOthers() {
        assertThat(execute("remove", "--all", "--yes")).isZero();

        assertThat(clio.webhooks().ids()).containsExactlyElementsOf(others);
        assertThat(text()).contains("Webhook " + matter, "Webhook " + bill, "2 webhooks ended");
    }

    @Test
    void removeByModelEndsOursOfThatModel() {
        assertThat(execute("remove", "--model", "matter", "--yes")).isZero();

        assertThat(clio.webhooks().ids()).doesNotContain(matter).contains(bill).containsAll(others);
    }

    @Test
    void removeByIdEndsAnyWebhook() {
        assertThat(execute("remove", "--id", String.valueOf(others.get(0)), "--yes"))
                .isZero();

        assertThat(clio.webhooks().ids()).hasSize(5).doesNotContain(others.get(0));
        assertThat(text()).contains("1 webhooks ended");
    }

    @Test
    void removeEndsNothingUntilSomebodyHasSaidYes() {
        assertThat(execute("remove", "--all")).isEqualTo(2);

        assertThat(clio.webhooks().ids()).hasSize(6);
        assertThat(text()).contains("Webhook " + matter, "Nothing is ended", "--yes");
    }

    @Test
    void renewGivesOursAFullLifeAndNoOthers() {
        assertThat(execute("renew", "--all", "--days", "20")).isZero();

        assertThat(text()).contains("Webhook " + matter + " for matter is enabled until 20", "2 webhooks renewed");
        Instant wanted = Instant.now().plus(Duration.ofDays(20));
        assertThat(expiry(matter)).isCloseTo(wanted, within(1, ChronoUnit.HOURS));
        assertThat(expiry(bill)).isCloseTo(wanted, within(1, ChronoUnit.HOURS));
        assertThat(others).allSatisfy(other -> assertThat(expiry(other)).isEqualTo("2026-12-01T00:00:00Z"));
        assertThat(execute("renew", "--all", "--days", "32")).isEqualTo(2);
    }

    @Test
    void listForScriptsIsAnObjectALine() throws Exception {
        assertThat(execute("list", "--json")).isZero();

        List<String> lines = text().lines().toList();
        assertThat(lines).hasSize(6);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("id").asLong()).isEqualTo(matter);
        assertThat(first.path("ours").asBoolean()).isTrue();
        assertThat(text()).doesNotContain("planted secret");
    }

    @Test
    void renewAndRemoveTellScriptsEachWebhookInALine() throws Exception {
        assertThat(execute("renew", "--model", "bill", "--days", "20", "--json"))
                .isZero();
        JsonNode renewed = new ObjectMapper().readTree(terminal.take());
        assertThat(renewed.path("id").asLong()).isEqualTo(bill);
        assertThat(Instant.parse(renewed.path("expires_at").asText())).isEqualTo(expiry(bill));

        assertThat(execute("remove", "--model", "matter", "--yes", "--json")).isZero();
        JsonNode removed = new ObjectMapper().readTree(terminal.take());
        assertThat(removed.path("id").asLong()).isEqualTo(matter);
        assertThat(clio.webhooks().ids()).doesNotContain(matter).hasSize(5);
    }

    private Instant expiry(long id) {
        return clio.records("webhooks").all().stream()
                .filter(webhook -> webhook.id() == id)
                .map(webhook -> OffsetDateTime.parse(
                                webhook.json().path("expires_at").asText())
                        .toInstant())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsNamedAndNotThereIsToldAndNothingIsEnded() {
        assertThat(execute("remove", "--id", "4711", "--model", "mater", "--id", String.valueOf(matter), "--yes"))
                .isEqualTo(2);

        assertThat(clio.webhooks().ids()).hasSize(6);
        assertThat(text()).contains("model mater", "id 4711");
    }

    @Test
    void removeWithoutAChoiceEndsNothing() {
        assertThat(execute("remove")).isEqualTo(2);

        assertThat(clio.webhooks().ids()).hasSize(6);
        assertThat(text()).contains("--all", "--model", "--id");
    }

    @Test
    void saysWhatClioRefusesAndWhatIsMissing() {
        terminal.given("CLIO_REFRESH_TOKEN", "wr0ng-token");
        assertThat(execute("list")).isEqualTo(1);
        assertThat(text()).contains("invalid_grant").doesNotContain("wr0ng-token");

        terminal.takeBack("CLIO_PUBLIC_URL");
        assertThat(execute("list")).isEqualTo(2);
        assertThat(text()).contains("CLIO_PUBLIC_URL");
    }

    private static int execute(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "subscriptions";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return ClioToKafka.commandLine().execute(command);
    }

    private List<String> lines(long id) {
        return text().lines().filter(line -> line.startsWith(id + " ")).toList();
    }

    private String text() {
        return terminal.shown();
    }

    private long plant(String url, String model) {
        return clio.records("webhooks").create("""
                        {"url": "%s", "model": "%s", "fields": "id", "events": ["created"], "status": "enabled",
                         "shared_secret": "planted secret", "expires_at": "2026-12-01T00:00:00Z"}
                        """.formatted(url, model)).id();
    }
}
