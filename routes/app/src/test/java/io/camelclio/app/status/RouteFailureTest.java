package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.camelclio.pull.record.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RouteFailureTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void keepsTheWordsOfOursAndOfKafka() {
        assertThat(RouteFailure.of(new TimeoutException("Topic not present"), NOW))
                .isEqualTo(new RouteFailure(NOW, "TimeoutException", "Topic not present", true));
        assertThat(RouteFailure.of(new MalformedRecordException("The record has no id"), NOW)
                        .words())
                .isEqualTo("The record has no id");
    }

    @Test
    void keepsNoWordsThatMightQuoteARecord() {
        assertThat(RouteFailure.of(new IllegalStateException("Ada Lovelace owes 250.00"), NOW))
                .isEqualTo(new RouteFailure(NOW, "IllegalStateException", "", false));
    }

    @Test
    void tellsOfTheFailureAndNotOfItsWrappings() {
        Throwable wrapped = new IllegalStateException("Ada", new RuntimeException(new TimeoutException("No answer")));

        assertThat(RouteFailure.of(wrapped, NOW).text()).isEqualTo("TimeoutException: No answer");
    }

    @Test
    void endsThoughCausesNameEachOther() {
        Exception one = new IllegalStateException("Ada");
        one.initCause(new IllegalArgumentException("Lovelace", one));

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(RouteFailure.of(one, NOW).words()).isEmpty());
    }

    @Test
    void keepsNoMoreThanAFewLines() {
        assertThat(RouteFailure.of(new TimeoutException("x".repeat(100_000)), NOW)
                        .words())
                .hasSizeLessThan(400);
    }
}
