package io.camelclio.app.smokeball.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.collection.Ticks;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {

    private static final String KEY = "0123456789abcdef";
    private static final String CLIENT_ID = "client";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofSeconds(300);

    private final Proof proof = new Proof(new Signature(KEY, CLIENT_ID), new TestClock(NOW.toString()));

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void requestOfNowIsProven(long seconds) {
        assertThat(proof.refusal(signed(NOW.plusSeconds(seconds)), TOLERANCE)).isEmpty();
    }

    @Test
    void requestFromTooLongAgoMayBeSomebodyElsesRepetition() {
        assertThat(proof.refusal(signed(NOW.minusSeconds(300).minusMillis(1)), TOLERANCE))
                .contains(Verdict.OLD);
    }

    @Test
    void requestOfTheFutureCouldBeRepeatedForLong() {
        assertThat(proof.refusal(signed(NOW.plusSeconds(300).plusMillis(1)), TOLERANCE))
                .contains(Verdict.EARLY);
    }

    @Test
    void otherTimeThanTheSignedOneIsRefused() {
        Message request = signed(NOW);
        request.setHeader("Timestamp", Long.toString(Ticks.of(NOW.plusSeconds(1))));

        assertThat(proof.refusal(request, TOLERANCE)).contains(Verdict.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signature", "Timestamp", "RequestId"})
    void eachHeaderHasToBeThereOnce(String name) {
        Message without = signed(NOW);
        without.removeHeader(name);
        Message twice = signed(NOW);
        twice.setHeader(name, List.of(twice.getHeader(name), twice.getHeader(name)));

        assertThat(proof.refusal(without, TOLERANCE)).contains(Verdict.UNSIGNED);
        assertThat(proof.refusal(twice, TOLERANCE)).contains(Verdict.UNSIGNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-03-01T12:00:00Z", "0638609288928990639", "-38609288928990639"})
    void timeThatIsNoneIsNoneWhateverItsSignature(String time) {
        Message request = signed(NOW);
        request.setHeader("Timestamp", time);

        assertThat(proof.refusal(request, TOLERANCE)).isEqualTo(Optional.of(Verdict.UNSIGNED));
    }

    private static Message signed(Instant time) {
        String timestamp = Long.toString(Ticks.of(time));
        Message request = new DefaultMessage(new DefaultCamelContext());
        request.setHeader("Timestamp", timestamp);
        request.setHeader("RequestId", "request-1");
        request.setHeader(
                "Signature",
                io.camelclio.testkit.smokeball.webhook.Signature.of(KEY, timestamp, "request-1", CLIENT_ID));
        return request;
    }
}
