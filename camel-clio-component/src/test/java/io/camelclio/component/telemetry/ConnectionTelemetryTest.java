package io.camelclio.component.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Answer;
import io.camelclio.pull.rate.Priority;
import io.camelclio.testkit.time.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTelemetryTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final TestClock clock = new TestClock(START.toString());
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private ConnectionTelemetry telemetry = new ConnectionTelemetry(context, "us", clock);

    @AfterEach
    void stop() {
        telemetry.close();
        context.stop();
    }

    @Test
    void tellsTheTimeOfACallFromTheTimeItWaited() {
        measure();
        ClioCall call = ClioCall.reading("users", "who_am_i", Answer.RECORD, "users/who_am_i")
                .priority(Priority.BACKFILL);

        telemetry.calls().ended(call, 200, Duration.ofMillis(120), Duration.ofSeconds(3));

        assertThat(registry.get("clio.calls").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(120);
        Timer wait =
                registry.get("clio.budget.wait").tag("priority", "backfill").timer();
        assertThat(wait.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3_000);
    }

    @Test
    void countsWhatAPollReadsAndHandsOn() {
        measure();
        PollObserver poll = telemetry.poll("matters", null);

        poll.handed(200);
        poll.handed(17);
        poll.completed(START);
        poll.paused();
        poll.failed(new IllegalStateException("no broker"));
        poll.completed(START);

        assertThat(registry.get("clio.poll.records")
                        .tags("connection", "us", "resource", "matters")
                        .counter()
                        .count())
                .isEqualTo(217);
        assertThat(polls("ok")).isEqualTo(2);
        assertThat(polls("paused")).isEqualTo(1);
        assertThat(polls("failed")).isEqualTo(1);
    }

    @Test
    void theLagGrowsUntilAReadEndsWell() {
        measure();
        PollObserver poll = telemetry.poll("matters", START.minusSeconds(60));
        assertThat(lag("matters")).isEqualTo(60);

        clock.advance(Duration.ofMillis(1_500));
        poll.failed(new IllegalStateException());
        assertThat(lag("matters")).isEqualTo(61.5);

        poll.completed(START);
        assertThat(lag("matters")).isEqualTo(1.5);
    }

    @Test
    void aLagIsNeverLessThanNothingWhereClioSClockIsAhead() {
        measure();

        telemetry.poll("matters", null).completed(START.plusSeconds(600));

        assertThat(lag("matters")).isZero();
    }

    @Test
    void ofTwoPollsOfOneResourceTheOneFurtherBehindIsShown() {
        measure();
        PollObserver late = telemetry.poll("matters", START.minusSeconds(90));
        PollObserver early = telemetry.poll("matters", START.minusSeconds(10));
        assertThat(lag("matters")).isEqualTo(90);

        late.close();
        assertThat(lag("matters")).isEqualTo(10);

        early.close();
        assertThat(registry.find("clio.poll.lag").meters()).isEmpty();
        assertThat(telemetry.polls()).isEmpty();
    }

    @Test
    void countsTheAnswersToWebhookRequests() {
        measure();

        telemetry.deliveries("matter").answered(200);
        telemetry.deliveries("matter").answered(401);
        telemetry.deliveries("matter").answered(401);

        assertThat(registry.get("clio.webhook.deliveries")
                        .tags("connection", "us", "model", "matter", "answer", "401")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void camelsOwnRegistryIsTakenWhereThereAreSeveral() {
        context.getRegistry().bind("another", new SimpleMeterRegistry());
        context.getRegistry().bind("metricsRegistry", registry);
        telemetry = new ConnectionTelemetry(context, "us", clock);

        telemetry.deliveries("matter").answered(200);

        assertThat(registry.find("clio.webhook.deliveries").counter()).isNotNull();
    }

    @Test
    void withoutARegistryAPollIsKnownAllTheSame() {
        PollObserver poll = telemetry.poll("matters", START.minusSeconds(5));
        poll.handed(1);
        poll.completed(START);
        clock.advance(Duration.ofSeconds(2));
        poll.failed(new ClioException(Kind.VENDOR_FAILURE, 500, "GET matters"));

        assertThat(telemetry.polls())
                .containsExactly(new PollState(
                        "matters",
                        START,
                        Optional.of(START),
                        Optional.of(START.plusSeconds(2)),
                        Optional.of("VENDOR_FAILURE")));
    }

    private void measure() {
        context.getRegistry().bind("meters", registry);
        telemetry = new ConnectionTelemetry(context, "us", clock);
    }

    private double lag(String resource) {
        return registry.get("clio.poll.lag")
                .tags("connection", "us", "resource", resource)
                .gauge()
                .value();
    }

    private double polls(String outcome) {
        return registry.get("clio.poll.polls")
                .tags("connection", "us", "resource", "matters", "outcome", outcome)
                .counter()
                .count();
    }
}
