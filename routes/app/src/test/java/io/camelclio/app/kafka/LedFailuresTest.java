package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.leadership.FencedException;
import io.camelclio.kafka.leadership.KafkaClusterService;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;

/** What of the failures behind a lock is worth a line in the log. */
class LedFailuresTest {

    private final List<Throwable> told = new ArrayList<>();
    private final LedFailures failures = new LedFailures(new Telling());

    @Test
    void thatThisProcessDoesNotLeadIsNoFailure() {
        ClientSettings nowhere = ClientSettings.merge(ClientUse.LEADING, "localhost:1", null);
        KafkaClusterService leadership = new KafkaClusterService("leadership.v1", nowhere, nowhere);
        Throwable fenced = catchThrowable(() -> leadership.term("lock"));
        assertThat(fenced).isInstanceOf(FencedException.class);

        failures.handleException("Error processing exchange", null, fenced);

        assertThat(told).isEmpty();
    }

    @Test
    void anyOtherFailureIsTold() {
        Exception other = new IllegalStateException("Smokeball is away");

        failures.handleException(other);

        assertThat(told).containsExactly(other);
    }

    private final class Telling implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            told.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            told.add(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            told.add(exception);
        }
    }
}
