package io.camelclio.pull.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfirmedDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HeldExchanges route = new HeldExchanges();
    private final List<String> confirmed = new CopyOnWriteArrayList<>();
    private final List<Exchange> released = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void handsOverNoMoreThanItsBoundAtTheSameTime() {
        ConfirmedDelivery delivery = delivery(2, PATIENCE);
        CompletableFuture<Void> read = inBackground(() -> {
            for (String record : List.of("a", "b", "c", "d")) {
                hand(delivery, record);
            }
            delivery.awaitAll();
        });

        for (int arrived = 2; arrived <= 4; arrived++) {
            int expected = arrived;
            await().until(() -> route.arrived() == expected);
            assertThat(route.inFlight()).isEqualTo(2);
            route.letGo(null);
        }
        assertThat(read).isNotDone();
        route.letGo(null);

        assertThat(read).succeedsWithin(PATIENCE);
        assertThat(route.most()).isEqualTo(2);
        assertThat(confirmed).containsExactly("a", "b", "c", "d");
    }

    @Test
    void confirmsARecordOnlyWhenTheRouteHasFinishedIt() throws Exception {
        ConfirmedDelivery delivery = delivery(2, PATIENCE);
        hand(delivery, "a");
        hand(delivery, "b");
        assertThat(confirmed).isEmpty();

        route.letGo(new IllegalStateException("no broker"));
        route.letGo(null);

        assertThat(confirmed).containsExactly("b");
    }

    @Test
    void handsOverNothingAfterAFailure() throws Exception {
        ConfirmedDelivery delivery = delivery(2, PATIENCE);
        hand(delivery, "a");
        route.letGo(new IllegalStateException("no broker"));

        assertThatThrownBy(() -> hand(delivery, "b")).hasMessage("no broker");
        assertThatThrownBy(delivery::awaitAll).hasMessage("no broker");
        assertThat(route.arrived()).isEqualTo(1);
    }

    @Test
    void reportsTheFirstOfSeveralFailures() throws Exception {
        ConfirmedDelivery delivery = delivery(2, PATIENCE);
        hand(delivery, "a");
        hand(delivery, "b");
        route.letGo(new IllegalStateException("first"));
        route.letGo(new IllegalStateException("second"));

        assertThatThrownBy(delivery::awaitAll).hasMessage("first");
    }

    @Test
    void aRecordThatTheRouteRolledBackIsNotConfirmed() throws Exception {
        Processor rollsBack = exchange -> exchange.setRollbackOnly(true);
        ConfirmedDelivery delivery =
                new ConfirmedDelivery(AsyncProcessorConverterHelper.convert(rollsBack), 2, PATIENCE, released::add);

        hand(delivery, "a");

        assertThatThrownBy(delivery::awaitAll).hasMessage("The route rolled a record back");
        assertThat(confirmed).isEmpty();
    }

    @Test
    void givesUpARouteThatDoesNotFinishAndSaysThatNothingIsLost() throws Exception {
        ConfirmedDelivery delivery = delivery(1, Duration.ofMillis(50));
        hand(delivery, "a");

        assertThatThrownBy(() -> hand(delivery, "b"))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("within PT0.05S")
                .hasMessageContaining("nothing is lost");
        assertThatThrownBy(delivery::awaitAll).isInstanceOf(TimeoutException.class);
        assertThat(route.arrived()).isEqualTo(1);
    }

    @Test
    void aConfirmationThatCannotBeKeptFailsTheRead() throws Exception {
        ConfirmedDelivery delivery = delivery(1, PATIENCE);
        delivery.hand(new DefaultExchange(context), () -> {
            throw new IllegalStateException("no room");
        });
        route.letGo(null);

        assertThatThrownBy(delivery::awaitAll).hasMessage("no room");
    }

    @Test
    void closingWaitsForWhatIsStillInFlight() throws Exception {
        ConfirmedDelivery delivery = delivery(2, PATIENCE);
        hand(delivery, "a");
        hand(delivery, "b");
        CompletableFuture<Void> closing = inBackground(delivery::close);

        route.letGo(new IllegalStateException("no broker"));
        assertThat(closing).isNotDone();
        route.letGo(null);

        assertThat(closing).succeedsWithin(PATIENCE);
        assertThat(confirmed).containsExactly("b");
    }

    @Test
    void closingWaitsNoLongerThanItsPatience() throws Exception {
        ConfirmedDelivery delivery = delivery(1, Duration.ofMillis(50));
        hand(delivery, "a");

        assertThat(inBackground(delivery::close)).succeedsWithin(PATIENCE);
        assertThat(route.inFlight()).isEqualTo(1);
    }

    @Test
    void anExchangeThatForgetsItsFailureWhenItIsReleasedHasFailedAllTheSame() throws Exception {
        ConfirmedDelivery delivery = new ConfirmedDelivery(route, 2, PATIENCE, exchange -> exchange.setException(null));
        hand(delivery, "a");

        route.letGo(new IllegalStateException("no broker"));

        assertThatThrownBy(delivery::awaitAll).hasMessage("no broker");
        assertThat(confirmed).isEmpty();
    }

    @Test
    void releasesEveryExchangeOnceWhateverBecameOfIt() throws Exception {
        ConfirmedDelivery delivery = delivery(2, PATIENCE);
        hand(delivery, "a");
        hand(delivery, "b");
        assertThat(released).isEmpty();

        route.letGo(null);
        route.letGo(new IllegalStateException("no broker"));

        assertThat(released)
                .extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly("a", "b");
    }

    private ConfirmedDelivery delivery(int maxInFlight, Duration patience) {
        return new ConfirmedDelivery(route, maxInFlight, patience, released::add);
    }

    private void hand(ConfirmedDelivery delivery, String record) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(record);
        delivery.hand(exchange, () -> confirmed.add(record));
    }

    private static CompletableFuture<Void> inBackground(Action action) {
        return CompletableFuture.runAsync(() -> {
            try {
                action.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private interface Action {
        void run() throws Exception;
    }
}
