package io.camelclio.app.latest;

import io.camelclio.kafka.latest.LatestRecords;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;

/**
 * The gauges {@code known.records}, how many records of a change topic are known, by {@code topic}, and {@code
 * known.records.max}, how many of one topic may be.
 */
public final class KnownRecordsMeters implements BiConsumer<String, LatestRecords> {

    private final CamelContext context;
    private final int most;

    public KnownRecordsMeters(CamelContext context, int most) {
        this.context = context;
        this.most = most;
    }

    @Override
    public void accept(String topic, LatestRecords records) {
        MeterRegistry registry =
                context.getRegistry().lookupByNameAndType(LatestMeters.CAMELS_REGISTRY, MeterRegistry.class);
        if (registry != null) {
            Gauge.builder("known.records", records, LatestRecords::size)
                    .description("Records with which whole reads are compared")
                    .tag("topic", topic)
                    .register(registry);
            if (registry.find("known.records.max").gauge() == null) {
                Gauge.builder("known.records.max", () -> most)
                        .description("The most of one topic")
                        .register(registry);
            }
        }
    }
}
