package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.TcpProxy;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three copies of the application on one account. */
@ExtendWith(SharedBridge.class)
class SeveralCopiesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TOPIC = "smokeball.activity_code.v1";

    @Test
    void oneCopyPollsAndAnotherGoesOnWhenItStops(EmbeddedKafka kafka) throws Exception {
        try (ShippedLogging logs = ShippedLogging.atDebug();
                Bridge first = Bridge.on(kafka).smokeball().start()) {
            String lock = "smokeball-" + first.connection();
            await("a leader").atMost(LONG).until(() -> leads(first.application(), lock));
            try (Application second = first.startCopy();
                    Application third = first.startCopy()) {
                String stream = "smokeball/" + first.connection() + "/activitycodes";
                String one = create(first, "ONE");
                first.awaitRecord(TOPIC, one);
                String cursor = first.cursor(stream);
                await("later polls").atMost(LONG).until(() -> !String.valueOf(first.cursor(stream))
                        .equals(String.valueOf(cursor)));
                assertThat(leads(second, lock)).isFalse();
                assertThat(leads(third, lock)).isFalse();
                assertThat(first.records(TOPIC, one)).hasSize(1);

                first.stopApplication();

                String two = create(first, "TWO");
                first.awaitRecord(TOPIC, two);
                assertThat(leads(second, lock) ^ leads(third, lock)).isTrue();
                assertThat(first.records(TOPIC, two)).hasSize(1);
            }
            assertThat(logs.lines())
                    .as("a handover is no trouble")
                    .anyMatch(line -> line.contains("no longer leads " + lock))
                    .noneMatch(line -> line.matches("(?s)(WARN|ERROR).*FencedException.*"));
        }
    }

    @Test
    @Tag("full")
    void copyThatIsCutOffFromKafkaPublishesNothingMoreWhenItIsBack() throws Exception {
        try (TcpProxy network = TcpProxy.listening();
                EmbeddedKafka kafka = EmbeddedKafka.builder().behind(network).start();
                Bridge cutOff = Bridge.on(kafka)
                        .smokeball()
                        .set("KAFKA_BROKERS", network.address())
                        .start()) {
            String lock = "smokeball-" + cutOff.connection();
            String stream = "smokeball/" + cutOff.connection() + "/activitycodes";
            await("a leader").atMost(LONG).until(() -> leads(cutOff.application(), lock));
            await("a first poll").atMost(LONG).until(() -> cutOff.cursor(stream) != null);
            try (Application other = cutOff.startCopyReaching(kafka.bootstrapServers())) {
                network.stall();
                await("another leader").atMost(LONG).until(() -> {
                    boolean another = leads(other, lock);
                    assertThat(another && leads(cutOff.application(), lock))
                            .as("two leaders")
                            .isFalse();
                    return another;
                });
                String during = create(cutOff, "DURING");
                await("its record").atMost(LONG).until(() -> !cutOff.records(TOPIC, during)
                        .isEmpty());

                network.restore();
                String after = create(cutOff, "AFTER");
                await("its record").atMost(LONG).until(() -> !cutOff.records(TOPIC, after)
                        .isEmpty());
                for (int poll = 0; poll < 10; poll++) {
                    String cursor = cutOff.cursor(stream);
                    await("a later poll").atMost(LONG).until(() -> !cutOff.cursor(stream)
                            .equals(cursor));
                }

                assertThat(leads(other, lock)).isTrue();
                assertThat(leads(cutOff.application(), lock)).isFalse();
                assertThat(cutOff.records(TOPIC, during)).hasSize(1);
                assertThat(cutOff.records(TOPIC, after)).hasSize(1);
            } finally {
                network.restore();
            }
        }
    }

    private static String create(Bridge bridge, String code) {
        return bridge.smokeball()
                .activityCodes()
                .create("{\"code\":\"%s\"}".formatted(code))
                .id();
    }

    private static boolean leads(Application copy, String lock) {
        return copy.context().hasService(KafkaClusterService.class).isLeader(lock);
    }
}
