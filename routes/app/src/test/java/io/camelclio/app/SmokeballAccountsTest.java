package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.http.RequestLog.Entry;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.smokeball.Account;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.webhook.Delivery;
import io.camelclio.testkit.smokeball.webhook.Intruder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A further account at Smokeball is a bean that properties make, in the application's own folder of routes. */
@ExtendWith(SharedBridge.class)
class SmokeballAccountsTest {

    private static final String TOPIC = "smokeball.staff.v1";
    private static final String ACMES_KEY = "another key of thirty-two letters";

    @TempDir
    Path folder;

    @Test
    void aFolderOfRoutesMayNameASecondAccountWhoseSecretsShowNowhere(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("staff");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        Account acme = smokeball.newAccount();
        String ours = smokeball.collection("/staff").add().id();
        String theirs = acme.collection("/staff").add().id();
        OwnRoutes routes = withAcme(smokeball, acme).add("camel/acme.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: smokeball-to-kafka
                    routeId: acme-staff
                    parameters:
                      - name: entity
                        value: staff
                      - name: connection
                        value: acme
                      - name: account
                        value: acme
                """);

        List<String> logged;
        try (ShippedLogging logs = ShippedLogging.atDebug();
                Bridge bridge = builder.routesDir(routes.folder()).start()) {
            bridge.awaitRecord(TOPIC, ours);
            await("the other account's record").atMost(Bridge.PATIENCE).until(() -> new TopicReader(
                            kafka.bootstrapServers())
                    .readAll(TOPIC).stream()
                            .map(Landed::of)
                            .anyMatch(record -> record.key().equals("acme/" + theirs)
                                    && record.header("ce_source").equals("/smokeball/acme")));
            logged = logs.lines();
        }

        assertThat(smokeball.requests().entries().stream().map(Entry::token).distinct())
                .as("a token of its own for each")
                .hasSize(2);
        assertThat(logged)
                .anyMatch(line -> line.contains("acme-staff"))
                .noneMatch(line -> line.contains(smokeball.apiKey())
                        || line.contains(smokeball.clientSecret())
                        || line.contains(acme.refreshToken()));
    }

    @Test
    void aSlowRoundOfOneAccountDoesNotHoldUpAnother(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("fee");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        Account acme = smokeball.newAccount();
        String ours = smokeball.collection("/matters").add().id();
        String theirs = acme.collection("/matters").add().id();
        String fee = acme.collection("fees").under(theirs).add().id();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        smokeball.pages().before(page -> {
            if (page.parents().contains(ours)) {
                held.countDown();
                awaitUnchecked(released);
            } else if (page.parents().contains(theirs)) {
                awaitUnchecked(held);
            }
        });
        OwnRoutes routes = withAcme(smokeball, acme).add("camel/acme.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: smokeball-to-kafka
                    routeId: acme-fee
                    parameters:
                      - name: entity
                        value: fee
                      - name: connection
                        value: acme
                      - name: account
                        value: acme
                """);

        try (Bridge bridge = builder.routesDir(routes.folder()).start()) {
            TopicReader topics = new TopicReader(kafka.bootstrapServers());
            await("the other account's fee, while a page of ours is on its way")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> topics.readAll("smokeball.fee.v1").stream()
                            .map(Landed::of)
                            .anyMatch(record -> record.key().equals("acme/" + fee)));
            assertThat(bridge.records("smokeball.fee.v1")).as("ours wait").isEmpty();
            released.countDown();
        } finally {
            released.countDown();
        }
    }

    @Test
    void accountOfAFolderIsReadWhereTheSettingsNameNone(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("staff");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        Account acme = smokeball.newAccount();
        smokeball.collection("/staff").add();
        String theirs = acme.collection("/staff").add().id();
        OwnRoutes routes = withAcme(smokeball, acme).add("camel/acme.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: smokeball-to-kafka
                    routeId: acme-staff
                    parameters:
                      - name: entity
                        value: staff
                      - name: connection
                        value: acme
                      - name: account
                        value: acme
                """);
        for (String setting : List.of("API_URL", "AUTH_URL", "API_KEY", "CLIENT_ID", "CLIENT_SECRET")) {
            builder.set("SMOKEBALL_" + setting, "");
        }

        try (Bridge bridge = builder.routesDir(routes.folder()).start()) {
            await("the account's record").atMost(Bridge.PATIENCE).until(() -> new TopicReader(kafka.bootstrapServers())
                    .readAll(TOPIC).stream()
                            .anyMatch(record -> Landed.of(record).key().equals("acme/" + theirs)));
            assertThat(bridge.camel().getRoute("smokeball-staff")).isNull();
            assertThat(bridge.camel().getRoute("acme-staff")).isNotNull();
        }
    }

    @Test
    void webhooksOfTwoAccountsAreProvenByTheirOwnKeysAndReadTheirOwnRecords(EmbeddedKafka kafka) throws Exception {
        int port = LoopbackPorts.free();
        String publicUrl = "http://127.0.0.1:" + port;
        Bridge.Builder builder = Bridge.on(kafka)
                .smokeball(SmokeballSandbox.Builder::unlimited)
                .pollEvery(Duration.ofHours(1))
                .set("HTTP_PORT", String.valueOf(port))
                .set("SMOKEBALL_PUBLIC_URL", publicUrl)
                .set("SMOKEBALL_WEBHOOK_KEY", Bridge.SMOKEBALL_KEY);
        SmokeballSandbox smokeball = builder.playedSmokeball();
        Account acme = smokeball.newAccount();
        OwnRoutes routes = withAcme(smokeball, acme)
                .append("application.properties", """
                        camel.beans.acme.webhooks.publicUrl = %s
                        camel.beans.acme.webhooks.secretKey = %s
                        """.formatted(publicUrl, ACMES_KEY))
                .add(
                        "camel/acme.camel.yaml",
                        ofAcme(
                                "smokeball-to-kafka",
                                "smokeball-webhooks-to-hints",
                                "smokeball-hints-to-polls",
                                "smokeball-subscription-kept"));

        try (ShippedLogging logs = ShippedLogging.atDebug();
                Bridge bridge = builder.routesDir(routes.folder()).start()) {
            TopicReader topics = new TopicReader(kafka.bootstrapServers());
            bridge.awaitSmokeballSubscription();
            await("the other account's subscription")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> !smokeball.webhooks().ids(acme.id()).isEmpty());
            String ours = smokeball.activityCodes().add().id();
            String theirs = acme.collection("/activitycodes").add().id();

            bridge.awaitRecord("smokeball.activity_code.v1", ours);
            await("the other account's record")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> topics.readAll("smokeball.activity_code.v1").stream()
                            .anyMatch(record -> Landed.of(record).key().equals("acme/" + theirs)));
            Intruder intruder = smokeball.webhooks().intruder();
            assertThat(intruder.forge(deliveryOf(smokeball, theirs), Bridge.SMOKEBALL_KEY, Instant.now()))
                    .as("signed with our key, to the other account")
                    .isEqualTo(401);
            assertThat(intruder.forge(deliveryOf(smokeball, ours), ACMES_KEY, Instant.now()))
                    .as("signed with the other account's key, to us")
                    .isEqualTo(401);
            int hints = topics.readAll("integration.hint.smokeball.v1").size();
            bridge.awaitCursor("smokeball/" + bridge.connection() + "/hints/0", hints);
            bridge.awaitCursor("smokeball/acme/hints/0", hints);
            assertThat(smokeball.requests().count("/activitycodes/" + ours)).isEqualTo(1);
            assertThat(smokeball.requests().count("/activitycodes/" + theirs)).isEqualTo(1);
            assertThat(logs.lines())
                    .anyMatch(line -> line.contains("smokeball-hints-to-polls-acme"))
                    .noneMatch(line -> line.contains(ACMES_KEY) || line.contains(Bridge.SMOKEBALL_KEY));
        }
    }

    private static Delivery deliveryOf(SmokeballSandbox smokeball, String id) {
        return smokeball.deliveries().all().stream()
                .filter(delivery -> delivery.event().recordId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String ofAcme(String... templates) {
        return Stream.of(templates).map(template -> """
                        - templatedRoute:
                            routeTemplateRef: %1$s
                            routeId: %1$s-acme
                            parameters:
                              - { name: entity, value: activity_code }
                              - { name: connection, value: acme }
                              - { name: account, value: acme }
                        """.formatted(template)).collect(Collectors.joining());
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await(25, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OwnRoutes withAcme(SmokeballSandbox smokeball, Account account) throws IOException {
        return OwnRoutes.copiedTo(folder).append("application.properties", """
                        camel.beans.acme = #class:io.camelclio.app.smokeball.connection.SmokeballConnection
                        camel.beans.acme.name = acme
                        camel.beans.acme.apiUrl = %s
                        camel.beans.acme.authUrl = %s
                        camel.beans.acme.apiKey = %s
                        camel.beans.acme.clientId = %s
                        camel.beans.acme.clientSecret = %s
                        camel.beans.acme.refreshToken = %s
                        camel.beans.acme.refreshTokenEnd = 2099-01-01
                        """.formatted(
                        smokeball.apiUri(),
                        smokeball.authUri(),
                        smokeball.apiKey(),
                        smokeball.clientId(),
                        smokeball.clientSecret(),
                        account.refreshToken()));
    }
}
