package io.camelclio.app.published;

import io.camelclio.app.start.FullyStartedService;
import io.camelclio.kafka.published.PublishedTopic;
import io.camelclio.kafka.published.PublishedTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;

/**
 * The following of change topics as a service of Camel. It starts before the routes, in the background, so that the first
 * polls find it ready. With the gauge {@code published.lag}: the records of all these topics that are not known yet, and no
 * number while that is not known.
 */
public final class PublishedChangesService extends FullyStartedService {

    /** Where Camel's own Micrometer support keeps its registry. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private final PublishedTopics topics;

    public PublishedChangesService(CamelContext context, PublishedTopics topics) {
        super(context);
        this.topics = topics;
    }

    @Override
    protected void doStart() {
        topics.start();
    }

    @Override
    protected void begin() {
        MeterRegistry registry = context().getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        if (registry != null) {
            Gauge.builder("published.lag", topics, PublishedChangesService::lag)
                    .description("Records on the followed change topics that are not known yet")
                    .register(registry);
        }
    }

    private static double lag(PublishedTopics topics) {
        double all = 0;
        for (PublishedTopic topic : topics.all()) {
            long lag = topic.lag();
            all += lag < 0 ? Double.NaN : lag;
        }
        return all;
    }

    @Override
    protected void doStop() {
        topics.close();
    }
}
