package io.camelclio.app.latest;

import io.camelclio.kafka.latest.LatestCounts;
import io.camelclio.kafka.latest.LatestState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;

/**
 * The meters of a vendor's latest state: {@code latest.lag}, the changes of the whole group that are not taken yet and no
 * number while that is not known, and {@code latest.records} by {@code outcome}: {@code taken}, {@code deleted}, {@code
 * outdated}, {@code erased}, {@code foreign}. All have the tag {@code vendor}.
 */
final class LatestMeters implements AutoCloseable {

    /** Where Camel's own Micrometer support keeps its registry. */
    static final String CAMELS_REGISTRY = "metricsRegistry";

    private final MeterRegistry registry;
    private final List<Meter> mine = new ArrayList<>();

    private LatestMeters(MeterRegistry registry, LatestState latest) {
        this.registry = registry;
        mine.add(Gauge.builder("latest.lag", latest, LatestMeters::lag)
                .description("Changes that are not on their latest topic yet")
                .tag("vendor", latest.vendor())
                .register(registry));
        count("taken", latest, LatestCounts::taken);
        count("deleted", latest, LatestCounts::deleted);
        count("outdated", latest, LatestCounts::outdated);
        count("erased", latest, LatestCounts::erased);
        count("foreign", latest, LatestCounts::foreign);
    }

    /** @return null where the application has no meters */
    static LatestMeters register(CamelContext context, LatestState latest) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        return registry == null ? null : new LatestMeters(registry, latest);
    }

    private void count(String outcome, LatestState latest, ToDoubleFunction<LatestCounts> count) {
        mine.add(FunctionCounter.builder("latest.records", latest, state -> count.applyAsDouble(state.counts()))
                .description("What has become of the changes on their way to the latest topics")
                .tags("vendor", latest.vendor(), "outcome", outcome)
                .register(registry));
    }

    private static double lag(LatestState latest) {
        Map<String, Long> lag = latest.lag();
        return lag.isEmpty()
                ? Double.NaN
                : lag.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        mine.forEach(registry::remove);
    }
}
