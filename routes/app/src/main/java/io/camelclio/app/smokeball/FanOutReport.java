package io.camelclio.app.smokeball;

import io.camelclio.app.health.AdvisoryHealthCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Shows how far an account's rounds over parents have come: in the gauges {@code smokeball.fan_out.parents}, {@code …done}
 * and {@code …left_out}, by {@code connection} and {@code entity}, and as details of a health check that is always up. Has
 * no say in readiness or liveness.
 */
final class FanOutReport extends AdvisoryHealthCheck {

    private final String connection;
    private final Map<String, Supplier<FanOutProgress>> byEntity = new ConcurrentSkipListMap<>();

    FanOutReport(CamelContext context, String connection) {
        super("smokeball", "smokeball-rounds-" + connection);
        setCamelContext(context);
        this.connection = connection;
    }

    /** Shows one more collection; of two with one entity, the later. */
    void show(String entity, Supplier<FanOutProgress> progress) {
        byEntity.put(entity, progress);
        getCamelContext().getRegistry().findByType(MeterRegistry.class).stream()
                .findFirst()
                .ifPresent(registry -> {
                    gauge(
                            registry,
                            "parents",
                            "Parents of the present round, or the last one",
                            entity,
                            FanOutProgress::parents);
                    gauge(registry, "done", "Parents of it that are done", entity, FanOutProgress::done);
                    gauge(registry, "left_out", "Lists of it that were not read", entity, FanOutProgress::leftOut);
                });
        HealthCheckRegistry checks = HealthCheckRegistry.get(getCamelContext());
        if (checks != null) {
            checks.register(this);
        }
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            String entity,
            ToIntFunction<FanOutProgress> number) {
        Gauge.builder(
                        "smokeball.fan_out." + name,
                        () -> number.applyAsInt(byEntity.get(entity).get()))
                .description(description)
                .tag("connection", connection)
                .tag("entity", entity)
                .register(registry);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        byEntity.forEach(
                (entity, progress) -> result.detail(entity, progress.get().toString()));
        result.up();
    }
}
