package io.camelclio.app.smokeball;

import io.camelclio.app.health.AdvisoryHealthCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Shows how far an account's rounds over parents have come: in the gauges {@code smokeball.fan_out.parents}, {@code …done}
 * and {@code …left_out}, by {@code connection}, {@code entity} and {@code narrowing}, and as details of a health check that is always up. Has
 * no say in readiness or liveness.
 */
final class FanOutReport extends AdvisoryHealthCheck {

    private final String connection;
    private final Map<String, Supplier<FanOutProgress>> rounds = new ConcurrentSkipListMap<>();

    FanOutReport(CamelContext context, String connection) {
        super("smokeball", "smokeball-rounds-" + connection);
        setCamelContext(context);
        this.connection = connection;
    }

    /**
     * Shows the rounds of one more route.
     *
     * @param narrowing what tells it from others that read the same entity; empty for none
     */
    void show(String entity, String narrowing, Supplier<FanOutProgress> progress) {
        rounds.put(narrowing.isEmpty() ? entity : entity + " " + narrowing, progress);
        Tags tags = Tags.of("connection", connection, "entity", entity, "narrowing", narrowing);
        getCamelContext().getRegistry().findByType(MeterRegistry.class).stream()
                .findFirst()
                .ifPresent(registry -> {
                    gauge(
                            registry,
                            "parents",
                            "Parents of the present round, or the last one",
                            tags,
                            () -> progress.get().parents());
                    gauge(registry, "done", "Parents of it that are done", tags, () -> progress.get()
                            .done());
                    gauge(registry, "left_out", "Lists of it that were not read", tags, () -> progress.get()
                            .leftOut());
                });
        HealthCheckRegistry checks = HealthCheckRegistry.get(getCamelContext());
        if (checks != null) {
            checks.register(this);
        }
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, Tags tags, Supplier<Number> number) {
        Gauge.builder("smokeball.fan_out." + name, number)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        rounds.forEach((route, progress) -> result.detail(route, progress.get().toString()));
        result.up();
    }
}
