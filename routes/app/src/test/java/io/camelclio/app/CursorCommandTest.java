package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.settings.Given;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** The commands that show how far lists were read and have them read again, beside an application that runs. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_OUT)
class CursorCommandTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private final EmbeddedKafka kafka;
    private final List<String> asked = new ArrayList<>();
    private boolean answer;

    CursorCommandTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @Test
    void whatNobodyDeliveredIsReadByTheRunningApplicationWhenItIsToCatchUp() throws Exception {
        try (Bridge bridge =
                Bridge.on(kafka).clio().property("clio.webhook.under_way", "0").start()) {
            String cursor = "clio/" + bridge.connection() + "/webhooks/contact";
            await("a cursor").atMost(Bridge.PATIENCE).until(() -> bridge.cursor(cursor) != null);
            bridge.clio().deliveryFaults().loseNext(1);
            long lost = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();
            await("the delivery that is lost")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> !bridge.clio().ledger().deliveries("contact").isEmpty());

            assertThat(catchUp(bridge, "--model", "contact", "--from", "2020-01-01"))
                    .isEqualTo(2);
            assertThat(terminal.take()).contains("Nothing is set", "--yes");
            answer = true;
            assertThat(catchUp(bridge, "--model", "contact", "--from", "2020-01-01", "--wait", "PT2M"))
                    .isZero();

            assertThat(asked).hasSize(2);
            assertThat(terminal.take())
                    .contains(cursor + " goes back", "to 2020-01-01T00:00:00Z", "All of it is read again");
            assertThat(bridge.cursor(cursor)).doesNotStartWith("2020");
            assertThat(bridge.awaitRecord("clio.contact.v1", lost)).isNotNull();
        }
    }

    @Test
    void showsAndSetsOneCursorAndRefusesWhatIsNone() throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().start()) {
            String cursor = "clio/" + bridge.connection() + "/activity_rates";
            await("a cursor").atMost(Bridge.PATIENCE).until(() -> bridge.cursor(cursor) != null);
            bridge.stopApplication();

            assertThat(cursor(bridge, "set", cursor, "2021-03-04", "--yes")).isZero();
            terminal.take();
            assertThat(cursor(bridge, "show", "clio/" + bridge.connection() + "/"))
                    .isZero();
            assertThat(terminal.take().lines().map(line -> line.replaceAll(" +", " ")))
                    .contains(cursor + " 2021-03-04T00:00:00Z")
                    .noneMatch(line -> line.startsWith("smokeball/"));
            assertThat(cursor(bridge, "show", cursor, "--json")).isZero();
            assertThat(terminal.take().strip())
                    .isEqualTo("{\"name\":\"" + cursor + "\",\"value\":\"2021-03-04T00:00:00Z\"}");

            assertThat(catchUp(bridge, "--list", "activity_rates", "--from", "2020-01-01", "--json"))
                    .isEqualTo(2);
            assertThat(terminal.take())
                    .contains(
                            "{\"name\":\"" + cursor
                                    + "\",\"value\":\"2021-03-04T00:00:00Z\",\"then\":\"2020-01-01T00:00:00Z\"}",
                            "Nothing is set");
            assertThat(catchUp(bridge, "--list", "activity_rates", "--from", "2999-01-01", "--json"))
                    .isZero();
            assertThat(terminal.take().lines())
                    .allMatch(line -> line.startsWith("{"))
                    .contains("{\"name\":\"" + cursor
                            + "\",\"value\":\"2021-03-04T00:00:00Z\",\"then\":\"2021-03-04T00:00:00Z\"}");

            assertThat(cursor(bridge, "set", cursor, "2021-03-05", "--json")).isEqualTo(2);
            assertThat(terminal.take())
                    .contains(
                            "{\"name\":\"" + cursor
                                    + "\",\"value\":\"2021-03-04T00:00:00Z\",\"then\":\"2021-03-05T00:00:00Z\"}",
                            "Nothing is set");
            assertThat(catchUp(bridge, "--list", "activity_rates", "--from", "2021-01-01", "--yes", "--wait", "PT0S"))
                    .isEqualTo(1);
            assertThat(terminal.take()).contains("Not read again within PT0S", cursor);

            assertThat(cursor(bridge, "set", cursor, "yesterday", "--yes")).isEqualTo(2);
            assertThat(terminal.take()).contains("'yesterday'", "2026-03-01T12:00:00Z");
            assertThat(cursor(bridge, "set", cursor, "2999-01-01", "--yes")).isEqualTo(2);
            assertThat(terminal.take()).contains("2999-01-01T00:00:00Z", "to come");
            assertThat(cursor(bridge, "set", "clio/nobody/activities", "2021-03-04", "--yes"))
                    .isEqualTo(2);
            assertThat(terminal.take()).contains("There is no cursor 'clio/nobody/activities'", "cursor show");
            assertThat(catchUp(bridge, "--list", "parking_lots", "--from", "2021-03-04", "--yes"))
                    .isEqualTo(2);
            assertThat(terminal.take()).contains("'parking_lots'");
        }
    }

    private int catchUp(Bridge bridge, String... options) {
        return new CommandLine(new CatchUpCommand(command(bridge))).execute(options);
    }

    private int cursor(Bridge bridge, String... options) {
        return new CommandLine(command(bridge)).execute(options);
    }

    private CursorCommand command(Bridge bridge) {
        Map<String, String> settings = bridge.settings();
        return new CursorCommand(Given.of(settings::get), question -> {
            asked.add(question);
            return answer;
        });
    }
}
