package io.camelclio.app.smokeball.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;

/**
 * The meters of webhooks, by Micrometer's names, all with the tag {@code connection}: the counters {@code
 * smokeball.webhooks}, {@code smokeball.hints} and {@code smokeball.subscription.checks}, by {@code outcome}. None where
 * the application has no Micrometer.
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

    private void count(String name, String connection, String outcome) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        if (registry != null) {
            registry.counter(name, "connection", connection, "outcome", outcome).increment();
        }
    }
}
