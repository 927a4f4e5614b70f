package io.camelclio.app.smokeball.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.app.smokeball.collection.Ticks;
import io.camelclio.testkit.time.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What Smokeball is answered, by what the route has done with the hint. */
class WebhookReceiverTest {

    private static final String KEY = "0123456789abcdef";
    private static final String CLIENT_ID = "client";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void hintThatTheRouteTookIsAnswered200() throws Exception {
        assertThat(statusAfter(exchange -> {})).isEqualTo(200);
    }

    @Test
    void hintThatTheRouteFailedOnIsPutOff() throws Exception {
        assertThat(statusAfter(exchange -> exchange.setException(new IllegalStateException())))
                .isEqualTo(503);
    }

    /** A team's error handler may end an exchange so: nothing is on Kafka then. */
    @Test
    void hintThatTheRouteRolledBackIsPutOff() throws Exception {
        assertThat(statusAfter(exchange -> exchange.setRollbackOnly(true))).isEqualTo(503);
    }

    /** @param route what takes the hint */
    private static int statusAfter(Processor route) throws Exception {
        AtomicInteger taken = new AtomicInteger();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            WebhookReceiver receiver = new WebhookReceiver(
                    "us",
                    KEY,
                    CLIENT_ID,
                    Events.read(Optional.empty(), Collections.read(Optional.empty(), Optional.empty())),
                    new WebhookMeters(camel),
                    new TestClock(NOW.toString()));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:webhook")
                            .process(exchange ->
                                    exchange.setProperty("reception", receiver.receive(exchange, 300, 262_144, 16)))
                            .split(simple("${exchangeProperty.reception.messages}"), receiver)
                            .process(exchange -> taken.incrementAndGet())
                            .process(route)
                            .end()
                            .process(receiver::answer);
                }
            });
            camel.start();
            Exchange answered =
                    camel.createProducerTemplate().send("direct:webhook", exchange -> sign(exchange.getMessage()));
            assertThat(taken).hasValue(1);
            return answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        }
    }

    private static void sign(Message request) {
        String timestamp = Long.toString(Ticks.of(NOW));
        request.setHeader("Timestamp", timestamp);
        request.setHeader("RequestId", "request-1");
        request.setHeader(
                "Signature",
                io.camelclio.testkit.smokeball.webhook.Signature.of(KEY, timestamp, "request-1", CLIENT_ID));
        request.setBody(
                "{\"type\":\"activitycode.updated\",\"payload\":{\"id\":\"7\"}}".getBytes(StandardCharsets.UTF_8));
    }
}
