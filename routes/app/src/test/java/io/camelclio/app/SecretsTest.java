package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.console.ClioDevConsole;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets, tokens and the bodies of records stay out of logs, exceptions, health, metrics, the developer console and all
 * that Camel hands on, and secrets out of every record, on a bad day too. What cannot be asked for is that the process
 * itself knows none: it has to show them to vendors and brokers.
 */
class SecretsTest {

    /** As the sandboxes invent access tokens. */
    static final Pattern ACCESS_TOKEN = Pattern.compile("sandbox-\\d+-[0-9a-f]{6,}|sandbox-token-[0-9a-f-]{8,}");

    private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");
    private static final String USER = "bridge";
    private static final String PRIVILEGED = "privileged words of a client";
    /** What strangers and broken vendors send that looks like a secret. */
    private static final String PLANTED = "planted-secret-of-somebody";

    @TempDir
    Path folder;

    @Test
    void noneShowsInLogsExchangesPagesOrRecords() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().secured().build().start();
                ShippedLogging logs = ShippedLogging.atDebug()) {
            Seen seen = new Seen();
            List<String> secrets = runOnABadDay(kafka, seen);

            assertThat(logs.lines())
                    .anyMatch(line -> line.startsWith("DEBUG") && line.contains("activitycodes"))
                    .anyMatch(line -> line.contains("clio-webhook-contact"))
                    .filteredOn(line -> shows(line, secrets) || line.contains(PRIVILEGED))
                    .isEmpty();
            assertThat(seen.exchanges())
                    .anyMatch(text -> text.contains("clio-webhook://contact"))
                    .anyMatch(text -> text.contains("https://smokeball"))
                    .anyMatch(text -> text.contains("Exception"))
                    .filteredOn(text -> shows(text, isRequest(text) ? secrets.subList(1, secrets.size()) : secrets))
                    .isEmpty();
            assertThat(seen.pages())
                    .anyMatch(page -> page.contains("clio-connection:"))
                    .anyMatch(page -> page.contains("clio_token_refreshes_total"))
                    .anyMatch(page -> page.contains("apiVersion="))
                    .anyMatch(page -> page.contains("\"everySeconds\""))
                    .filteredOn(page -> shows(page, secrets) || page.contains(PRIVILEGED))
                    .isEmpty();
            assertThat(new TopicReader(kafka.bootstrapServers())
                            .readAll(Pattern.compile("(clio|smokeball|firm|integ).*")))
                    .map(Landed::of)
                    .map(Landed::toString)
                    .anyMatch(record -> record.contains(PRIVILEGED))
                    .anyMatch(record -> record.startsWith("clio.dead_letter.v1"))
                    .filteredOn(record -> shows(record, secrets))
                    .isEmpty();
        }
    }

    private List<String> runOnABadDay(EmbeddedKafka kafka, Seen seen) throws Exception {
        Map<String, String> client = kafka.secured().clientOf(USER);
        kafka.secured().allow(everything());
        Bridge.Builder builder = Bridge.on(kafka)
                .clio()
                .smokeball()
                .smokeballWebhooks()
                .latestState()
                .set("KAFKA_BROKERS", kafka.secured().bootstrapServers())
                .set("KAFKA_CLIENT_CONFIG", file(client).toString());
        builder.set("SMOKEBALL_REFRESH_TOKEN", builder.playedSmokeball().refreshToken());
        try (Bridge bridge = builder.start()) {
            bridge.camel().getManagementStrategy().addEventNotifier(seen);
            bridge.awaitSmokeballSubscription();
            strangersCome(bridge);
            vendorsFail(bridge);
            bridge.clio().intruder().sendSigned("contact", ("{\"data\":\"" + PRIVILEGED).getBytes(UTF_8));
            awaitEndOfFaults(bridge);
            seen.look(bridge);
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
            answerGarbageForTokens(bridge);
            awaitEndOfFaults(bridge);
            seen.look(bridge);
            return secrets(bridge, client);
        }
    }

    private static void strangersCome(Bridge bridge) {
        bridge.clio().intruder().sendForged("contact");
        for (URI address : List.of(bridge.webhookUrl("contact"), bridge.smokeballWebhookUrl())) {
            bridge.clio()
                    .intruder()
                    .sendRaw(URI.create(address + "?key=" + PLANTED), Map.of("Authorization", PLANTED), new byte[0]);
            bridge.clio()
                    .intruder()
                    .sendRaw(
                            address,
                            Map.of(
                                    "X-Hook-Signature", PLANTED,
                                    "Signature", PLANTED,
                                    "Timestamp", "638000000000000000",
                                    "RequestId", PLANTED),
                            PLANTED.getBytes(UTF_8));
        }
        bridge.clio().intruder().sendRaw(bridge.webhookUrl("contact"), Map.of("X-Hook-Secret", PLANTED), new byte[0]);
    }

    private static void vendorsFail(Bridge bridge) {
        for (Faults faults : List.of(bridge.clio().faults(), bridge.smokeball().faults())) {
            faults.answerNext(1, Response.empty(429).withHeader("Retry-After", "1"), path -> !path.endsWith("/token"));
            faults.answerNext(1, 500, path -> !path.endsWith("/token"));
            faults.truncateNext(1, path -> !path.endsWith("/token"));
        }
        bridge.smokeball()
                .faults()
                .answerNext(
                        1,
                        Response.json(403, "{\"message\":\"" + PRIVILEGED + "\"}"),
                        path -> path.contains("activitycodes"));
        bridge.clio().revokeTokens();
        bridge.smokeball().revokeTokens();
    }

    /** Last, since no vendor is asked again at once after it. */
    private static void answerGarbageForTokens(Bridge bridge) {
        Response garbage = Response.json(200, "{\"access_token\":\"" + PLANTED + "\",\"expires_in\":");
        bridge.clio().faults().answerNext(1, garbage, path -> path.endsWith("/oauth/token"));
        bridge.smokeball().faults().answerNext(1, garbage, path -> path.endsWith("/oauth2/token"));
        bridge.clio().revokeTokens();
        bridge.smokeball().revokeTokens();
    }

    private static void awaitEndOfFaults(Bridge bridge) {
        await("the faults of Clio and Smokeball to be over")
                .atMost(Bridge.PATIENCE)
                .until(
                        () -> List.of(
                                bridge.clio().faults().outstanding(),
                                bridge.smokeball().faults().outstanding()),
                        left -> left.equals(List.of(0, 0)));
    }

    /** What a stranger has sent is in the request that has just come in, and gone with the first step of the route. */
    private static boolean isRequest(String exchange) {
        return exchange.startsWith("ExchangeCreated") && exchange.contains("platform-http://");
    }

    private static boolean shows(String text, List<String> secrets) {
        return ACCESS_TOKEN.matcher(text).find() || secrets.stream().anyMatch(text::contains);
    }

    /** What strangers plant, and then our own. */
    private static List<String> secrets(Bridge bridge, Map<String, String> client) {
        Matcher password = PASSWORD.matcher(client.get("sasl.jaas.config"));
        assertThat(password.find()).isTrue();
        List<String> secrets = new ArrayList<>(List.of(
                PLANTED,
                password.group(1),
                bridge.clio().clientSecret(),
                bridge.clio().refreshToken(),
                bridge.smokeball().apiKey(),
                bridge.smokeball().clientSecret(),
                bridge.smokeball().refreshToken(),
                Bridge.SMOKEBALL_KEY));
        bridge.clio()
                .records("webhooks")
                .all()
                .forEach(webhook ->
                        secrets.add(webhook.json().path("shared_secret").asText()));
        assertThat(secrets).hasSize(18).noneMatch(String::isBlank);
        return secrets;
    }

    private Path file(Map<String, String> client) throws Exception {
        Properties properties = new Properties();
        properties.putAll(client);
        Path file = folder.resolve("client.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    /** What the user may do is no matter of this test. */
    private static List<AclBinding> everything() {
        return Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID, ResourceType.CLUSTER)
                .map(type -> new AclBinding(
                        new ResourcePattern(
                                type, type == ResourceType.CLUSTER ? "kafka-cluster" : "*", PatternType.LITERAL),
                        new AccessControlEntry("User:" + USER, "*", AclOperation.ALL, AclPermissionType.ALLOW)))
                .toList();
    }

    /** All that can be seen of a run beside its log: what Camel hands on, and pages for those who run it. */
    private static final class Seen extends EventNotifierSupport {

        private static final List<String> PAGES = List.of(
                "/observe/health?exposureLevel=full&data=true",
                "/observe/health/live?exposureLevel=full&data=true",
                "/observe/health/ready?exposureLevel=full&data=true",
                "/observe/metrics",
                "/observe/info",
                "/status",
                "/status/data");

        private final HttpClient http = HttpClient.newHttpClient();
        private final Queue<String> exchanges = new ConcurrentLinkedQueue<>();
        private final List<String> pages = new ArrayList<>();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeEvent of) {
                exchanges.add(event.getType() + " " + event + " " + text(of.getExchange()));
            }
        }

        /** Bodies are records; nothing else is to be seen of them. */
        private static String text(Exchange exchange) {
            StringWriter text = new StringWriter();
            text.append(String.valueOf(exchange.getFromEndpoint()))
                    .append(" headers ")
                    .append(exchange.getMessage().getHeaders().toString())
                    .append(" properties ")
                    .append(exchange.getAllProperties().toString())
                    .append(" variables ")
                    .append(exchange.getVariables().toString());
            for (Throwable failure : new Throwable[] {
                exchange.getException(), exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
            }) {
                if (failure != null) {
                    failure.printStackTrace(new PrintWriter(text, true));
                }
            }
            return text.toString();
        }

        void look(Bridge bridge) throws Exception {
            for (String page : PAGES) {
                HttpRequest request = HttpRequest.newBuilder(bridge.management(page))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                pages.add(http.send(request, BodyHandlers.ofString()).toString()
                        + http.send(request, BodyHandlers.ofString()).body());
            }
            ClioDevConsole console = new ClioDevConsole();
            console.setCamelContext(bridge.camel());
            pages.add(String.valueOf(console.call(DevConsole.MediaType.JSON)));
            pages.add(String.valueOf(console.call(DevConsole.MediaType.TEXT)));
            bridge.camel().getEndpoints().stream().map(Endpoint::getEndpointUri).forEach(pages::add);
        }

        List<String> exchanges() {
            return List.copyOf(exchanges);
        }

        List<String> pages() {
            return pages;
        }
    }
}
