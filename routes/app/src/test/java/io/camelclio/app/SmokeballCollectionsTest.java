package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.contracts.Contract;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Smokeball's collections on Kafka, each in its own form, over HTTP. */
@ExtendWith(SharedBridge.class)
class SmokeballCollectionsTest {

    /** Entities and the paths under which the sandbox has them. */
    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("matter", "/matters"),
            Map.entry("contact", "/contacts"),
            Map.entry("task", "/tasks"),
            Map.entry("event", "/events"),
            Map.entry("stage_set", "/stagesets"),
            Map.entry("staff", "/staff"),
            Map.entry("firm_user", "/firmusers"),
            Map.entry("group", "/groups"),
            Map.entry("bank_account", "/bankaccounts"),
            Map.entry("referral_type", "/referraltypes"));

    @Test
    void everyCollectionArrivesInItsOwnFormWithEveryDigit(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka)
                .smokeball()
                .pollEvery(Duration.ofSeconds(2))
                .collections(String.join(",", PATHS.keySet()) + ",matter_type_category");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        PATHS.values().forEach(path -> smokeball.collection(path).addAll(2));
        String closed =
                smokeball.collection("/matters").add("{\"status\":\"Closed\"}").id();
        String lead = smokeball.collection("/matters").add("{\"isLead\":true}").id();
        String past = smokeball
                .collection("/events")
                .add("{\"startTime\":\"2019-03-01T09:00:00\",\"endTime\":\"2019-03-01T10:00:00\"}")
                .id();
        smokeball.collection("/mattertypes/categories").addAll(3);

        try (Bridge bridge = builder.start()) {
            PATHS.forEach((entity, path) -> smokeball.collection(path).all().forEach(id -> assertThat(
                            bridge.awaitRecord(topic(entity), id).header("ce_type"))
                    .isEqualTo("com.smokeball." + entity + ".changed.v1")));
            assertThat(smokeball.collection("/matters").all()).contains(closed, lead);
            assertThat(smokeball.collection("/events").all()).contains(past);
            assertThat(bridge.awaitRecord(topic("matter_type_category"), "all").valueAsText())
                    .matches("\\[\"[^\\[\\]]*\",\"[^\\[\\]]*\",\"[^\\[\\]]*\"]");
            String task = smokeball.collection("/tasks").all().get(0);
            String ticks = smokeball
                    .collection("/tasks")
                    .fields(task)
                    .path("lastUpdated")
                    .asText();
            assertThat(Long.parseLong(ticks)).isGreaterThan(1L << 53);
            assertThat(bridge.awaitRecord(topic("task"), task).valueAsText()).contains(":" + ticks);

            String deleted = smokeball.collection("/matters").all().get(0);
            smokeball.collection("/matters").delete(deleted);
            smokeball
                    .collection("/contacts")
                    .delete(smokeball.collection("/contacts").all().get(0));
            bridge.awaitRecord(topic("matter"), record -> isDeletion(record, bridge.key(deleted)));
            bridge.awaitRecord(
                    topic("contact"),
                    record -> isDeletion(
                            record,
                            bridge.key(smokeball.collection("/contacts").all().get(0))));
            assertThat(bridge.records())
                    .allSatisfy(record -> assertThat(Contract.of(record.topic()).breaches(record.value()))
                            .isEmpty());
        }
    }

    @Test
    void whatVanishesFromAFullReadIsDeletedOnceAndNothingIsRepeated(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("bank_account");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        List<String> ids = smokeball.collection("/bankaccounts").addAll(3);

        try (Bridge bridge = builder.start()) {
            ids.forEach(id -> bridge.awaitRecord(topic("bank_account"), id));
            smokeball.collection("/bankaccounts").vanish(ids.get(1));

            Landed deletion =
                    bridge.awaitRecord(topic("bank_account"), record -> isDeletion(record, bridge.key(ids.get(1))));
            assertThat(deletion.valueAsText()).isEqualTo("{\"id\":\"" + ids.get(1) + "\"}");
            awaitReads(bridge, "/bankaccounts", 4);
            assertThat(bridge.records(topic("bank_account"))).hasSize(4);
        }
    }

    @Test
    void collectionThatIsSuddenlyEmptyDeletesNothing(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("bank_account");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        List<String> ids = smokeball.collection("/bankaccounts").addAll(2);

        try (Bridge bridge = builder.start()) {
            ids.forEach(id -> bridge.awaitRecord(topic("bank_account"), id));
            ids.forEach(smokeball.collection("/bankaccounts")::vanish);

            awaitReads(bridge, "/bankaccounts", 5);
            assertThat(bridge.records(topic("bank_account"))).hasSize(2);
        }
    }

    @Test
    void collectionThatIsRefusedStandsStillAndDeletesNothingWhileOthersGoOn(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("bank_account,staff");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        List<String> ids = smokeball.collection("/bankaccounts").addAll(2);

        try (Bridge bridge = builder.start()) {
            ids.forEach(id -> bridge.awaitRecord(topic("bank_account"), id));
            smokeball.faults().answerNext(Faults.UNTIL_CLEARED, 403, path -> path.equals("/bankaccounts"));
            ids.forEach(smokeball.collection("/bankaccounts")::vanish);
            HealthCheck health = HealthCheckRegistry.get(bridge.camel())
                    .getCheck("smokeball-connection:" + bridge.connection())
                    .orElseThrow();
            await("a refusal").atMost(Bridge.PATIENCE).until(() -> health.call().getState() == HealthCheck.State.DOWN);
            long asked = smokeball.requests().count("/bankaccounts");

            String newcomer = smokeball.collection("/staff").add().id();
            bridge.awaitRecord(topic("staff"), newcomer);
            awaitReads(bridge, "/staff", 3);
            assertThat(smokeball.requests().count("/bankaccounts")).isEqualTo(asked);
            assertThat(bridge.records(topic("bank_account"))).hasSize(2);
        }
    }

    @Test
    void pageThatTheGatewayRefusesIsAskedForInSmallerOnes(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().collections("staff");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        List<String> ids = smokeball.collection("/staff").addAll(30);
        smokeball.pages().refuseAbove(20, 504);

        try (Bridge bridge = builder.start()) {
            ids.forEach(id -> bridge.awaitRecord(topic("staff"), id));
            assertThat(bridge.records(topic("staff"))).hasSize(30);
        }
    }

    @Test
    void sweepFindsWhatAReadOfChangesCannotSee(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder =
                Bridge.on(kafka).smokeball().collections("stage_set").sweepEvery(Duration.ofSeconds(1));
        SmokeballSandbox smokeball = builder.playedSmokeball();
        List<String> ids = smokeball.collection("/stagesets").addAll(2);

        try (Bridge bridge = builder.start()) {
            ids.forEach(id -> bridge.awaitRecord(topic("stage_set"), id));
            smokeball.collection("/stagesets").vanish(ids.get(0));

            bridge.awaitRecord(topic("stage_set"), record -> isDeletion(record, bridge.key(ids.get(0))));
            assertThat(bridge.records(topic("stage_set"))).hasSize(3);
        }
    }

    @Test
    void whatStandsUnderMattersArrivesWithItsParentThoughOneMatterIsRestricted(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka)
                .smokeball(settings -> settings.unlimited())
                .pollEvery(Duration.ofSeconds(1))
                .collections("fee,role,relationship");
        SmokeballSandbox smokeball = builder.playedSmokeball();
        List<String> matters = smokeball.collection("matters").addAll(4);
        smokeball.parents().refuse(matters.get(0), 403);
        Map<String, String> matterByFee = new HashMap<>();
        for (String matter : matters) {
            matterByFee.put(smokeball.collection("fees").under(matter).add().id(), matter);
            smokeball.collection("roles").under(matter).addAs("client", "{}");
        }
        String relationship = smokeball
                .collection("relationships")
                .under(matters.get(3), "client")
                .add()
                .id();

        try (Bridge bridge = builder.start()) {
            matterByFee.forEach((fee, matter) -> {
                if (!matter.equals(matters.get(0))) {
                    assertThat(bridge.awaitRecord(topic("fee"), fee).header("ce_parent"))
                            .isEqualTo(bridge.key(matter));
                }
            });
            bridge.awaitRecord(topic("role"), matters.get(3) + "/client");
            bridge.awaitRecord(topic("relationship"), matters.get(3) + "/client/" + relationship);
            bridge.restart();
            smokeball.parents().admit(matters.get(0));
            bridge.awaitRecord(topic("role"), matters.get(0) + "/client");
            await("all fees").atMost(Bridge.PATIENCE).until(() -> matterByFee.keySet().stream()
                    .noneMatch(fee -> bridge.records(topic("fee"), fee).isEmpty()));
        }
    }

    @Test
    void fiveLinesBringAnyCollectionToATopicAndAFilterMayHoldAnApostrophe(EmbeddedKafka kafka, @TempDir Path folder)
            throws Exception {
        Files.createDirectories(folder.resolve("camel"));
        Files.writeString(folder.resolve("camel/own.camel.yaml"), """
                - route:
                    from:
                      uri: kamelet:smokeball-source?entity=memo&lock=smokeball-{{smokeball.connection}}
                      steps:
                        - to: kamelet:record-to-kafka?topic=smokeball.memo.v1&client=pulling
                - route:
                    from:
                      uri: kamelet:smokeball-source
                      parameters:
                        entity: matter
                        lock: smokeball-{{smokeball.connection}}
                        filters: Search=O'Brien
                      steps:
                        - to: kamelet:record-to-kafka?topic=smokeball.matter.v1&client=pulling
                """);
        Bridge.Builder builder =
                Bridge.on(kafka).smokeball().collections("memo,matter").routesDir(folder);
        SmokeballSandbox smokeball = builder.playedSmokeball();
        String matter =
                smokeball.collection("matters").add("{\"title\":\"Smith\"}").id();
        String memo = smokeball.collection("memos").under(matter).add().id();
        String wanted =
                smokeball.collection("matters").add("{\"title\":\"O'Brien\"}").id();

        try (Bridge bridge = builder.start()) {
            bridge.awaitRecord(topic("matter"), wanted);
            assertThat(bridge.records(topic("matter"), matter))
                    .as("not asked for")
                    .isEmpty();
            assertThat(bridge.awaitRecord(topic("memo"), memo).header("ce_type"))
                    .isEqualTo("com.smokeball.memo.changed.v1");
        }
    }

    private static void awaitReads(Bridge bridge, String path, int more) {
        long before = bridge.smokeball().requests().count(path);
        await("another " + more + " reads")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().requests().count(path) >= before + more);
    }

    private static boolean isDeletion(Landed record, String key) {
        return record.key().equals(key) && record.header("ce_type").endsWith(".deleted.v1");
    }

    private static String topic(String entity) {
        return "smokeball." + entity + ".v1";
    }
}
