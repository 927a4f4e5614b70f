package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.HandDrivenPolls.Outcome;
import io.camelclio.pull.progress.HeldExchanges;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls whose exchanges come from a pool, to which they go back as soon as nobody needs them. */
class PooledPollTest {

    private static final String CURSOR = "clio/us/activities";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PolledClio polled = new PolledClio();

    @AfterEach
    void stop() {
        polled.close();
    }

    @ParameterizedTest
    @EnumSource(ClioExchangeOf.class)
    void aRecordThatTheRouteFailsIsNeverTakenForConfirmed(ClioExchangeOf of) throws Exception {
        List<ClioRecord> all = polled.create("activities", 3);
        AtomicBoolean down = new AtomicBoolean(true);
        PollingApplication application = pooled("clio:activities?resultAs=string&exchangeOf=" + of, exchange -> {
            if (down.get()) {
                throw new IllegalStateException("no broker");
            }
            polled.received.process(exchange);
        });

        assertThat(application.poll().failure()).hasMessage("no broker");
        assertThat(polled.states.getState(CURSOR)).isNull();

        down.set(false);
        assertThat(application.poll()).isEqualTo(new Outcome(3, null));
        assertThat(polled.received.all().toString())
                .contains(PolledClio.ids(all).toArray(String[]::new));
        assertThat(polled.states.getState(CURSOR)).isNotNull();
    }

    @Test
    void aRouteThatFailsOnAnotherThreadFailsThePollToo() throws Exception {
        polled.create("activities", 2);
        HeldExchanges held = new HeldExchanges();
        PollingApplication application = pooled("clio:activities", held);
        CompletableFuture<Outcome> polling = CompletableFuture.supplyAsync(application::poll);
        await().until(() -> held.inFlight() == 2);

        held.letGo(new IllegalStateException("no broker"));
        held.letGo(null);

        assertThat(polling).succeedsWithin(PATIENCE).satisfies(outcome -> assertThat(outcome.failure())
                .hasMessage("no broker"));
        assertThat(polled.states.getState(CURSOR)).isNull();
    }

    @Test
    void noExchangeCarriesWhatAnotherOneHad() throws Exception {
        List<ClioRecord> all = polled.create("activities", 5);

        assertThat(pooled("clio:activities?maxInFlight=1", polled.received).poll())
                .isEqualTo(new Outcome(5, null));

        assertThat(polled.received.ids()).isEqualTo(PolledClio.ids(all));
    }

    private PollingApplication pooled(String endpoint, Processor end) throws Exception {
        PollingApplication application = new PollingApplication(polled.clio, polled.clock, polled.states).pooled();
        return polled.started(application, endpoint, end);
    }
}
