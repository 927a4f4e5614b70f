package io.camelclio.app.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the reports, one after the other on one thread, and keeps the last one. When making one fails or takes long, the last
 * one grows old, and its readers see that.
 */
final class StatusReports implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusReports.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

    private final Flow flow;
    private final List<Part> parts;
    private final Troubles troubles = new Troubles();
    private final Duration every;
    private final Clock clock;
    private final Instant startedAt;
    private volatile Made last;

    /**
     * A report as it goes out.
     *
     * @param at when it was made
     */
    record Made(Instant at, byte[] json) {}

    /** @param every how often it will be run */
    StatusReports(CamelContext context, Traffic traffic, Duration every, Clock clock) {
        Duration longestBlink = every.multipliedBy(3);
        this.flow = new Flow(context);
        this.parts = List.of(
                new RoutesPart(traffic, longestBlink),
                new ClioPart(context, longestBlink),
                new SmokeballPart(context, traffic, longestBlink),
                new HealthPart(context));
        this.every = every;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Empty before the first. */
    Optional<Made> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void run() {
        try {
            Instant now = clock.instant();
            Draft draft = new Draft(now, flow.routes(), troubles);
            parts.forEach(part -> part.look(draft));
            last = new Made(now, JSON.writeValueAsBytes(draft.report(every, startedAt)));
        } catch (RuntimeException | JsonProcessingException e) {
            // The scheduler would end with an exception; the page says that its data is old.
            LOG.debug("The status page has no new report", e);
        }
    }
}
