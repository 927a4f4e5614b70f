package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.http.RequestLog.Entry;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Smokeball's collection over several pages, on a bad day. */
@ExtendWith(SharedBridge.class)
class SmokeballPollTest {

    private static final String TOPIC = "smokeball.activity_code.v1";
    private static final String PATH = "/activitycodes";

    @Test
    void everyRowArrivesWhilePausesExpiredTokensAndNewRowsInterfere(EmbeddedKafka kafka, @TempDir Path folder)
            throws Exception {
        OwnRoutes smallPages = OwnRoutes.copiedTo(folder)
                .replace("camel/smokeball.camel.yaml", "defaultValue: \"500\"", "defaultValue: \"3\"");
        Bridge.Builder builder = Bridge.on(kafka).smokeball().routesDir(smallPages.folder());
        SmokeballSandbox smokeball = builder.playedSmokeball();
        for (int i = 0; i < 7; i++) {
            smokeball.activityCodes().create("{\"code\":\"C" + i + "\"}");
        }
        smokeball.faults().answerNext(2, 429, path -> path.equals(PATH));
        smokeball.faults().answerNext(1, 200, onTheSecondPage(smokeball));

        try (Bridge bridge = builder.start()) {
            await("every row, those that came while pages were read among them")
                    .atMost(Bridge.PATIENCE.multipliedBy(2))
                    .until(() -> smokeball.ledger().current().size() == 8
                            && keys(bridge).equals(expectedKeys(bridge, smokeball)));
            await("a whole read")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.cursor("smokeball/" + bridge.connection() + PATH) != null);

            Map<String, byte[]> current = smokeball.ledger().current();
            assertThat(bridge.records(TOPIC)).allSatisfy(landed -> assertThat(landed.value())
                    .isEqualTo(current.get(landed.key().substring(landed.key().indexOf('/') + 1))));
            assertThat(smokeball.tokenRequests().total()).isGreaterThan(1);
            assertOnlyChangesFollow(bridge);
        }
    }

    @Test
    void aReadLongerThanThePeriodIsNotOvertakenByTheNext(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).smokeball().pollEvery(Duration.ofMillis(50));
        SmokeballSandbox smokeball = builder.playedSmokeball();
        for (int i = 0; i < 80; i++) {
            smokeball.activityCodes().create("{\"code\":\"L" + i + "\"}");
        }

        try (Bridge bridge = builder.start()) {
            await("two whole reads").atMost(Bridge.PATIENCE).until(() -> {
                String cursor = bridge.cursor("smokeball/" + bridge.connection() + PATH);
                return cursor != null && smokeball.requests().count(PATH) > 3;
            });

            assertThat(keys(bridge)).hasSize(80);
            assertThat(bridge.records(TOPIC)).hasSize(80);
        }
    }

    private static void assertOnlyChangesFollow(Bridge bridge) {
        int before = bridge.records(TOPIC).size();
        String id = bridge.smokeball().activityCodes().all().get(0);

        bridge.smokeball().activityCodes().update(id, "{\"description\":\"Changed\"}");

        bridge.awaitRecord(
                TOPIC,
                landed -> landed.key().equals(bridge.key(id))
                        && landed.valueAsText().contains("Changed"));
        long reads = bridge.smokeball().requests().count(PATH);
        await("another read")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().requests().count(PATH) > reads + 3);
        assertThat(bridge.records(TOPIC)).hasSize(before + 1);
        List<Entry> requests = bridge.smokeball().requests().entries();
        assertThat(requests.get(requests.size() - 1)
                        .query()
                        .first("UpdatedSince")
                        .orElseThrow())
                .matches("6\\d{17}");
    }

    /** Does not spoil the request, but lets a row appear and every token expire while pages are being read. */
    private static java.util.function.Predicate<String> onTheSecondPage(SmokeballSandbox smokeball) {
        AtomicInteger pages = new AtomicInteger();
        return path -> {
            if (path.equals(PATH) && pages.incrementAndGet() == 2) {
                smokeball.activityCodes().create("{\"code\":\"MEANWHILE\"}");
                smokeball.revokeTokens();
            }
            return false;
        };
    }

    private static Set<String> keys(Bridge bridge) {
        Set<String> keys = new HashSet<>();
        bridge.records(TOPIC).forEach(landed -> keys.add(landed.key()));
        return keys;
    }

    private static Set<String> expectedKeys(Bridge bridge, SmokeballSandbox smokeball) {
        Set<String> keys = new HashSet<>();
        smokeball.ledger().current().keySet().forEach(id -> keys.add(bridge.key(id)));
        return keys;
    }
}
