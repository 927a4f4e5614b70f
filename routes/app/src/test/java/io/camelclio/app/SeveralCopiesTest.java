package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three copies of the application on one account. */
@ExtendWith(SharedBridge.class)
class SeveralCopiesTest {

    private static final String TOPIC = "smokeball.activity_code.v1";

    @Test
    void oneCopyPollsAndAnotherGoesOnWhenItStops(EmbeddedKafka kafka) throws Exception {
        try (Bridge first = Bridge.on(kafka).smokeball().start();
                Application second = first.startCopy();
                Application third = first.startCopy()) {
            String lock = "smokeball-" + first.connection();
            String stream = "smokeball/" + first.connection() + "/activitycodes";
            await("a leader").atMost(Bridge.PATIENCE).until(() -> leads(first.application(), lock));
            String one = first.smokeball()
                    .activityCodes()
                    .create("{\"code\":\"ONE\"}")
                    .id();
            first.awaitRecord(TOPIC, one);
            String cursor = first.cursor(stream);
            await("later polls").atMost(Bridge.PATIENCE).until(() -> !String.valueOf(first.cursor(stream))
                    .equals(String.valueOf(cursor)));
            assertThat(leads(second, lock)).isFalse();
            assertThat(leads(third, lock)).isFalse();
            assertThat(first.records(TOPIC, one)).hasSize(1);

            first.stopApplication();

            String two = first.smokeball()
                    .activityCodes()
                    .create("{\"code\":\"TWO\"}")
                    .id();
            first.awaitRecord(TOPIC, two);
            assertThat(leads(second, lock) ^ leads(third, lock)).isTrue();
            assertThat(first.records(TOPIC, two)).hasSize(1);
        }
    }

    private static boolean leads(Application copy, String lock) {
        return copy.context().hasService(KafkaClusterService.class).isLeader(lock);
    }
}
