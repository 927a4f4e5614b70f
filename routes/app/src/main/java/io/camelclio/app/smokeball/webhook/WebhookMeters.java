package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.smokeball.WaitingHints;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * The meters of webhooks, by Micrometer's names, all with the tag {@code connection}: the counters {@code
 * smokeball.webhooks}, {@code smokeball.hints} and {@code smokeball.subscription.checks}, by {@code outcome}, and the gauges
 * {@code smokeball.hints.waiting}, {@code smokeball.hints.oldest.seconds} and {@code smokeball.hints.to.read}. None where the application has no Micrometer.
 */
public final class WebhookMeters {

    /** Where Camel's own Micrometer support keeps its registry. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private final CamelContext context;

    public WebhookMeters(CamelContext context) {
        this.context = context;
    }

    /** A webhook was answered. */
    void received(String connection, Verdict verdict) {
        count("smokeball.webhooks", connection, verdict.word());
    }

    /** A hint has come to its end. */
    void hint(String connection, String outcome) {
        count("smokeball.hints", connection, outcome);
    }

    /** Somebody has looked at the subscription. */
    void subscriptionCheck(String connection, String outcome) {
        count("smokeball.subscription.checks", connection, outcome);
    }

    /** How many hints wait here, and how long the oldest does; called once. */
    void showWaiting(String connection, Supplier<WaitingHints> waiting, LongSupplier toRead, Clock clock) {
        registry().ifPresent(registry -> {
            Gauge.builder("smokeball.hints.waiting", () -> waiting.get().count())
                    .description("Records and collections that webhooks told of, to be read again by this copy")
                    .tag("connection", connection)
                    .register(registry);
            Gauge.builder("smokeball.hints.oldest.seconds", () -> waiting.get()
                            .oldest()
                            .map(since ->
                                    Duration.between(since, clock.instant()).toSeconds())
                            .orElse(0L))
                    .description("How long the oldest of them has waited")
                    .tag("connection", connection)
                    .register(registry);
            Gauge.builder("smokeball.hints.to.read", toRead::getAsLong)
                    .description("Hints that this copy had not read from their topic yet when it last did")
                    .tag("connection", connection)
                    .register(registry);
        });
    }

    private void count(String name, String connection, String outcome) {
        registry().ifPresent(registry -> registry.counter(name, "connection", connection, "outcome", outcome)
                .increment());
    }

    private Optional<MeterRegistry> registry() {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class));
    }
}
