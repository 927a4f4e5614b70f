package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a person types them, with settings from the process. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class CommandsTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private final EmbeddedKafka kafka;

    @TempDir
    Path folder;

    CommandsTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @Test
    void missingTopicIsNamedAtStartWithTheCommandThatCreatesIt() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).property("clio.task.topic", "firm.unmade");

        assertThatThrownBy(() -> Bridge.on(kafka)
                        .clio()
                        .routesDir(routes.folder())
                        .set("KAFKA_OURS", "false")
                        .start())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("firm.unmade", "topics apply");
        assertThat(kafka.topics()).doesNotContain("firm.unmade");
    }

    @Test
    void topicThatDiffersIsNamedAtStartAndLeftAlone() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).property("topics.prefix", "firm.differing.");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());
        assertThat(topics("apply")).isZero();
        routes.append("application.properties", "clio.task.topic.retention = 40d");

        try (ShippedLogging log = ShippedLogging.atDebug();
                Bridge bridge = Bridge.on(kafka)
                        .clio()
                        .routesDir(routes.folder())
                        .set("KAFKA_OURS", "false")
                        .start()) {
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("topics apply"))
                    .singleElement()
                    .asString()
                    .contains("firm.differing.clio.task.v1", "2592000000", "3456000000")
                    .doesNotContain("clio.bill.v1");
            long id = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();
            assertThat(bridge.awaitRecord("firm.differing.clio.contact.v1", id)).isNotNull();
        }
        terminal.take();
        assertThat(topics("plan")).isZero();
        assertThat(terminal.take()).contains("firm.differing.clio.task.v1", "3456000000");
    }

    @Test
    void planAndApplyWarnOfPartitionsThatStopTheLatestState() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).property("topics.prefix", "firm.raised.");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());
        assertThat(topics("apply")).isZero();
        assertThat(terminal.take()).doesNotContain("WARNING");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createPartitions(Map.of("firm.raised.clio.bill.v1", NewPartitions.increaseTo(5)))
                    .all()
                    .get();
        }

        await("the raised number to be seen").atMost(Bridge.PATIENCE).untilAsserted(() -> {
            assertThat(topics("plan")).isZero();
            assertThat(terminal.take())
                    .contains(
                            "WARNING",
                            "firm.raised.integration.latest.clio.v1-versions-changelog has 3 partitions but needs 5");
        });

        routes.append("application.properties", "clio.bill.topic.partitions = 5");
        assertThat(topics("apply")).isZero();
        assertThat(terminal.take())
                .contains("old values of moved keys stay", "firm.raised.clio.bill.latest.v1")
                .doesNotContain("WARNING");
    }

    @Test
    void propertyThatIsWrongStopsStartAndTopicsCommandAlike() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).property("topics.retention", "forever");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());

        assertThat(topics("apply")).isEqualTo(2);
        assertThat(terminal.take()).contains("Property topics.retention", "'forever'");
        assertThatThrownBy(
                        () -> Bridge.on(kafka).clio().routesDir(routes.folder()).start())
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("Property topics.retention", "'forever'");
    }

    @Test
    void planShowsWhatApplyThenCreates() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder)
                .property("clio.task.topic", "firm.planned")
                .property("integration.state.topic", "firm.planned_state");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());

        assertThat(topics("plan")).isZero();
        assertThat(terminal.take()).contains("firm.planned", "1 partition ").doesNotContain("1 partitions");
        assertThat(kafka.topics()).doesNotContain("firm.planned");

        assertThat(topics("apply")).isZero();
        assertThat(terminal.take()).contains("firm.planned", "Done.");
        assertThat(kafka.topics()).contains("firm.planned", "firm.planned_state");

        assertThat(topics("plan")).isZero();
        assertThat(terminal.take()).contains("All topics are as their files ask.");
    }

    @Test
    void planAndApplyTellScriptsEachDifferenceInALine() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).property("clio.task.topic", "firm.scripted");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());

        assertThat(topics("plan", "--json")).isZero();
        String planned = terminal.take();
        assertThat(planned.lines().filter(line -> line.contains("firm.scripted\"")))
                .singleElement()
                .satisfies(line -> assertThat(new ObjectMapper().readTree(line))
                        .isEqualTo(new ObjectMapper()
                                .readTree("{\"topic\": \"firm.scripted\", \"what\": \"topic\", \"now\": \"-\","
                                        + " \"wanted\": \"3 partitions\", \"action\": \"create\"}")));

        assertThat(topics("apply", "--json")).isZero();
        assertThat(terminal.take()).isEqualTo(planned);
        assertThat(topics("plan", "--json")).isZero();
        assertThat(terminal.take()).isEmpty();
    }

    @Test
    void topicCommandWithoutKafkaSaysWhatToSet() {
        assertThat(topics("plan")).isEqualTo(2);
        assertThat(terminal.take()).contains("KAFKA_BROKERS");
    }

    @Test
    void topicCommandWithTimesThatDoNotFitSaysWhere() throws Exception {
        Path wrong = Files.writeString(folder.resolve("kafka.properties"), "default.api.timeout.ms=5000");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("KAFKA_CLIENT_CONFIG", wrong.toString());

        assertThat(topics("plan")).isEqualTo(2);
        assertThat(terminal.take())
                .contains(wrong.toString(), "default.api.timeout.ms=5000", "request.timeout.ms=10000");
    }

    @Test
    void topicCommandWithASettingThatKafkaRefusesNamesIt() throws Exception {
        Path wrong = Files.writeString(folder.resolve("kafka.properties"), "client.dns.lookup=by_pigeon");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("KAFKA_CLIENT_CONFIG", wrong.toString());

        assertThat(topics("plan")).isEqualTo(2);
        assertThat(terminal.take()).contains("client.dns.lookup", "KAFKA_CLIENT_CONFIG");
    }

    @Test
    void overridesAreAppliedAndWhatTheyLowerIsLeft() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder)
                .property("topics.prefix", "firm.applied.")
                .append("application.properties", "clio.task.topic = todo")
                .append("application.properties", "clio.task.topic.partitions = 4")
                .append("application.properties", "clio.task.topic.retention = 10d")
                .append("application.properties", "clio.bill.topic.partitions = 5");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());
        assertThat(topics("apply")).isZero();
        Set<String> before = kafka.topics();
        terminal.take();

        routes.append("application.properties", "clio.task.topic.partitions = 6");
        routes.append("application.properties", "clio.bill.topic.partitions = 2");
        routes.append("application.properties", "clio.task.topic.retention = 20d");
        assertThat(topics("plan")).isZero();
        String planned = terminal.take();
        assertThat(planned.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "firm.applied.clio.bill.v1 partitions 5 2 leave as it is",
                        "firm.applied.todo partitions 4 6 raise (breaks the order of keys)",
                        "firm.applied.todo retention.ms 864000000 1728000000 set");
        assertThat(topics("apply")).isZero();
        assertThat(terminal.take()).startsWith(planned);
        assertThat(topics("plan")).isZero();
        assertThat(terminal.take().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "topic what now wanted action",
                        "firm.applied.clio.bill.latest.v1 partitions 5 2 leave as it is",
                        "firm.applied.clio.bill.v1 partitions 5 2 leave as it is");
        assertThat(kafka.topics()).isEqualTo(before).contains("firm.applied.todo");
    }

    @Test
    void nothingIsAppliedThatHasKafkaDeleteRecordsBeforeSomebodyHasSaidYes() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).property("topics.prefix", "firm.shortened.");
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());
        assertThat(topics("apply")).isZero();
        routes.append("application.properties", "clio.task.topic.retention = 1h");
        routes.append("application.properties", "clio.bill.topic.partitions = 4");
        List<String> asked = new ArrayList<>();
        CommandLine refusing = new CommandLine(new TopicsCommand(question -> {
            asked.add(question);
            return false;
        }));
        terminal.take();
        assertThat(topics("plan")).isZero();
        String planned = terminal.take();
        assertThat(planned).contains("deletes what it keeps now");

        assertThat(refusing.execute("apply")).isEqualTo(2);

        assertThat(asked).containsExactly("Have Kafka delete older records of firm.shortened.clio.task.v1 for good?");
        assertThat(terminal.take()).contains("Nothing is changed", "--yes").doesNotContain("Done");
        assertThat(topics("plan")).isZero();
        assertThat(terminal.take()).isEqualTo(planned);

        assertThat(refusing.execute("apply", "--yes")).isZero();
        assertThat(asked).hasSize(1);
        assertThat(topics("plan")).isZero();
        assertThat(terminal.take()).contains("All topics are as their files ask.");
    }

    @Test
    void topicCommandSaysThatKafkaIsAwayAndNothingElse() throws Exception {
        Path impatient = Files.writeString(
                folder.resolve("kafka.properties"), "request.timeout.ms=2000\ndefault.api.timeout.ms=2000");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlog4j2.configurationFile=classpath:log4j2.properties",
                "-DKAFKA_BROKERS=127.0.0.1:" + LoopbackPorts.free(),
                "-DKAFKA_CLIENT_CONFIG=" + impatient,
                "-classpath",
                System.getProperty("java.class.path"),
                ClioToKafka.class.getName(),
                "topics",
                "plan");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(output)).singleElement().asString().contains("127.0.0.1:");
    }

    @Test
    void runWithoutSettingsSaysWhatToSet() {
        assertThat(new CommandLine(new RunCommand()).execute()).isEqualTo(2);
        assertThat(terminal.take()).contains("Cannot start", "CLIO_", "SMOKEBALL_", "KAFKA_BROKERS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clio:activitys?fields=id    | did you mean 'activities'?
                    clio:{{resorce}}?fields=id  | Property with key [resorce] not found
                    clio:activities?fields=id   | Option fields is 'id'
                    """)
    void routeThatCannotStartIsNamedWithItsFile(String from, String reason) throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).add("camel/own.camel.yaml", """
                - route:
                    id: our-own
                    from:
                      uri: "%s"
                      steps:
                        - to: log:own
                """.formatted(from));

        assertThat(problemOf(routes))
                .matches("(?s)  - Route our-own \\(.*own\\.camel\\.yaml.*\\): .*")
                .contains(reason);
    }

    @Test
    void secondPollOnACursorIsRefusedThoughMasterWouldStartItOnlyLater() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).add("camel/own.camel.yaml", """
                - route:
                    id: our-own
                    from:
                      uri: "master:our-lock:clio:activity_rates?fields=id,etag,updated_at"
                      steps:
                        - to: log:own
                """);

        assertThat(problemOf(routes))
                .startsWith("  - Route ")
                .contains("Two consumers keep their cursor under 'clio/us/activity_rates'", "option cursor");
    }

    @Test
    void useOfATemplateThatCannotStartIsNamed() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder).add("camel/own.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: clio-poll-to-kafka
                    routeId: our-own
                    parameters:
                      - name: resource
                        value: relationships
                      - name: entity
                        value: relationship
                """);

        assertThat(problemOf(routes))
                .startsWith("  - Route our-own ")
                .contains("Property with key [clio.relationship.fields] not found");
    }

    /** What the application says below "Cannot start:". */
    private String problemOf(OwnRoutes routes) throws Exception {
        startWith(routes);
        String text = terminal.take();
        String title = "Cannot start:" + System.lineSeparator();
        assertThat(text).contains(title);
        return text.substring(text.indexOf(title) + title.length());
    }

    private void startWith(OwnRoutes routes) throws Exception {
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());
        terminal.given("HTTP_PORT", "0");
        terminal.given("MANAGEMENT_PORT", String.valueOf(LoopbackPorts.free()));
        terminal.given("CLIO_API_URL", "http://127.0.0.1:" + LoopbackPorts.free());
        terminal.given("CLIO_ACCESS_TOKEN", "an-access-token");
        terminal.given("CLIO_PUBLIC_URL", "http://127.0.0.1:8080");
        new CommandLine(new TopicsCommand()).execute("apply");
        assertThat(new CommandLine(new RunCommand()).execute()).isEqualTo(2);
    }

    @Test
    void sandboxThatIsNotInstalledIsNamed() {
        terminal.given("SANDBOX", "kafka");

        assertThat(new CommandLine(new RunCommand()).execute()).isEqualTo(2);
        assertThat(terminal.take()).contains("SANDBOX", "not part of this installation");
    }

    @Test
    void runWithOneVendorSaysThatTheOtherIsOff() throws Exception {
        try (SmokeballSandbox smokeball = SmokeballSandbox.builder().start()) {
            terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
            new CommandLine(new TopicsCommand()).execute("apply");
            terminal.given("HTTP_PORT", "0");
            terminal.given("MANAGEMENT_PORT", String.valueOf(LoopbackPorts.free()));
            terminal.given("SMOKEBALL_CONNECTION", "alone");
            terminal.given("SMOKEBALL_API_URL", smokeball.apiUri().toString());
            terminal.given("SMOKEBALL_AUTH_URL", smokeball.authUri().toString());
            terminal.given("SMOKEBALL_API_KEY", smokeball.apiKey());
            terminal.given("SMOKEBALL_CLIENT_ID", smokeball.clientId());
            terminal.given("SMOKEBALL_CLIENT_SECRET", smokeball.clientSecret());
            String id = smokeball.activityCodes().create("{\"code\":\"ALONE\"}").id();
            Thread running = new Thread(() -> new CommandLine(new RunCommand()).execute());
            running.start();
            try {
                await("Smokeball's record").atMost(Bridge.PATIENCE).until(() -> isOnKafka("alone/" + id));
            } finally {
                running.interrupt();
                running.join(Bridge.PATIENCE.toMillis());
            }
            assertThat(running.isAlive()).isFalse();
            assertThat(terminal.take().lines())
                    .contains("Clio is off: none of its settings is given", "Smokeball: connection alone");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "check --help",
                "authorize --help",
                "topics --help",
                "topics plan --help",
                "erase --help",
                "cursor --help",
                "cursor set --help",
                "catch-up --help",
                "subscriptions renew --help",
                "dead-letters --help"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(ClioToKafka.commandLine().execute(command.split(" "))).isZero();

        assertThat(terminal.take())
                .contains("Usage: " + ("camel-clio " + command).replace(" --help", ""), "--version")
                .doesNotContain("Unknown option");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "authorize --version"})
    void versionNamesWhatRuns(String command) {
        assertThat(ClioToKafka.commandLine().execute(command.split(" "))).isZero();

        assertThat(terminal.take().lines())
                .anyMatch(line -> line.startsWith("camel-clio "))
                .anyMatch(line -> line.matches("Apache Camel 4\\..*"));
    }

    /** What follows the program's name there, and each backticked group of commands with its command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "routes/README.md",
                "routes/distribution/src/distribution/README.md",
                "kafka-config/README.md",
                "kafka-config/ERASURE.md",
                "routes/SMOKEBALL.md"
            })
    void everyCommandThatAPageNamesIsThere(String page) throws Exception {
        String text = Files.readString(Path.of("../..").resolve(page));
        Map<String, CommandLine> commands = ClioToKafka.commandLine().getSubcommands();
        List<String> unknown = new ArrayList<>();

        Matcher named = Pattern.compile(
                        "(?m)(?:camel-clio-run\\.jar |bin/camel-clio |^ *(?:[A-Z_]+=\\S+ )?camel-clio |`camel-clio |`)"
                                + "([a-z][a-z-]+) ([a-z-]+)")
                .matcher(text);
        while (named.find()) {
            CommandLine command = commands.get(named.group(1));
            boolean group = command != null && !command.getSubcommands().isEmpty();
            if (!named.group().startsWith("`" + named.group(1)) && command == null
                    || group && !command.getSubcommands().containsKey(named.group(2))) {
                unknown.add(named.group());
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void shellLearnsAllCommands() {
        assertThat(ClioToKafka.commandLine().execute("generate-completion")).isZero();

        assertThat(terminal.take())
                .contains("complete", "camel-clio", "dead-letters", "catch-up", "subscriptions", "--json");
    }

    @Test
    void groupOfCommandsAloneSaysWhatIsMissing() {
        assertThat(ClioToKafka.commandLine().execute("topics")).isEqualTo(2);

        assertThat(terminal.take()).contains("Missing required subcommand", "plan", "apply");
    }

    private boolean isOnKafka(String key) {
        return kafka.topics().contains("smokeball.activity_code.v1")
                && new TopicReader(kafka.bootstrapServers())
                        .readAll("smokeball.activity_code.v1").stream()
                                .anyMatch(record -> new String(record.key(), UTF_8).equals(key));
    }

    private static int topics(String... command) {
        return new CommandLine(new TopicsCommand()).execute(command);
    }
}
