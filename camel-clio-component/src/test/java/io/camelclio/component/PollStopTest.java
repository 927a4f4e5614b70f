package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.HandDrivenPolls.Outcome;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read does when its consumer is stopped or suspended under way. */
class PollStopTest {

    private static final String CURSOR = "clio/us/activities";
    private static final String LIST = "/api/v4/activities.json";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PolledClio polled = new PolledClio();

    @AfterEach
    void stop() {
        polled.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&changes=fullRead"})
    void aSuspensionInTheMiddleOfAPageEndsTheReadAfterTheRecordItIsAt(String option) throws Exception {
        List<ClioRecord> all = polled.create("activities", 10);
        PollingApplication[] application = new PollingApplication[1];
        application[0] = polled.polling("clio:activities?maxInFlight=1" + option, exchange -> {
            polled.received.process(exchange);
            if (polled.received.all().size() == 3) {
                application[0].suspend();
            }
        });

        assertThat(application[0].poll().failure()).isNull();
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all.subList(0, 3)));
        assertThat(polled.states.getState(CURSOR)).isNull();

        application[0].resume();
        assertThat(application[0].poll()).isEqualTo(new Outcome(7, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all));
    }

    @Test
    void aStopEndsAReadThatWaitsForClioAndTheNextStartReadsEverythingOnce() throws Exception {
        List<ClioRecord> all = polled.create("activities", 2);
        polled.clio.faults().answerNext(1, Response.empty(429).withHeader("Retry-After", "200"), LIST::equals);
        PollingApplication application = polled.polling("clio:activities?patience=300000");
        application.poll();
        int asked = polled.lists("activities").size();
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(application::poll);
        await().until(application::isPolling);

        application.stopRoute();
        assertThat(waiting).succeedsWithin(PATIENCE).isEqualTo(new Outcome(0, null));
        assertThat(polled.lists("activities")).as("nothing was asked meanwhile").hasSize(asked);

        polled.clock.advance(Duration.ofMinutes(10));
        application.startRoute();
        assertThat(application.poll()).isEqualTo(new Outcome(2, null));
        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all));
    }

    @Test
    void aReadThatHangsInTheRouteBeyondTheStopKeepsNothing() throws Exception {
        PollRun run = new PollRun(() -> true, Duration.ofMillis(20));
        CountDownLatch inTheRoute = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return run.read(() -> {
                    inTheRoute.countDown();
                    letGo.await();
                    run.keep(() -> polled.states.setState(CURSOR, "late"));
                    return "kept";
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        inTheRoute.await();

        run.end();
        letGo.countDown();

        assertThat(read)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(PollStoppedException.class);
        assertThat(polled.states.getState(CURSOR)).isNull();
    }

    @Test
    void aReadThatEndsInTimeKeepsHowFarItHasCome() throws Exception {
        PollRun run = new PollRun(() -> true, PATIENCE);
        CountDownLatch inTheRoute = new CountDownLatch(1);
        CompletableFuture<Void> never = new CompletableFuture<>();
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> {
            try {
                run.read(() -> {
                    inTheRoute.countDown();
                    assertThatThrownBy(() -> run.await(never)).isInstanceOf(PollStoppedException.class);
                    run.keep(() -> polled.states.setState(CURSOR, "in time"));
                    return null;
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        inTheRoute.await();

        run.end();

        assertThat(polled.states.getState(CURSOR)).isEqualTo("in time");
        assertThat(read).succeedsWithin(PATIENCE);
        assertThatThrownBy(() -> run.read(() -> "again")).isInstanceOf(PollStoppedException.class);
    }
}
