package io.camelclio.app.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.camelclio.app.telemetry.RouteMeters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the reports, one after the other on one thread, and keeps the last one. A part that cannot be looked at is told of in
 * its place. When making a report fails or takes long, the last one grows old, and its readers see that.
 */
final class StatusReports implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusReports.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

    /** What fails where it is not one part alone. */
    private static final String WHOLE = "How things stand";

    private final Supplier<List<FlowRoute>> flow;
    private final List<Part> parts;
    private final Set<String> failing = new HashSet<>();
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
    static StatusReports of(CamelContext context, RouteMeters meters, Failures failures, Duration every, Clock clock) {
        Duration longestBlink = every.multipliedBy(3);
        return new StatusReports(
                new Flow(context)::routes,
                List.of(
                        new RoutesPart(meters, failures, longestBlink),
                        new ClioPart(context, longestBlink),
                        new SmokeballPart(context, failures, longestBlink),
                        new HealthPart(context)),
                every,
                clock);
    }

    StatusReports(Supplier<List<FlowRoute>> flow, List<Part> parts, Duration every, Clock clock) {
        this.flow = flow;
        this.parts = parts;
        this.every = every;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Empty before the first. */
    Optional<Made> last() {
        return Optional.ofNullable(last);
    }

    /** Throws nothing, an error neither: the scheduler would run it no more, and tell nobody. */
    @Override
    public void run() {
        try {
            Instant now = clock.instant();
            Draft draft = new Draft(now, flow.get(), troubles);
            parts.forEach(part -> look(part, draft));
            // Half a character in somebody's words fails only where bytes are written at once.
            last = new Made(
                    now, JSON.writeValueAsString(draft.report(every, startedAt)).getBytes(StandardCharsets.UTF_8));
            failing.remove(WHOLE);
        } catch (RuntimeException | JsonProcessingException | Error e) {
            failed(WHOLE, e);
        }
    }

    private void look(Part part, Draft draft) {
        try {
            part.look(draft);
            failing.remove(part.subject());
        } catch (RuntimeException | Error e) {
            failed(part.subject(), e);
            draft.stands(
                    part.subject(),
                    "Not shown, or not wholly: "
                            + RouteFailure.of(e, draft.now()).text(),
                    (String) null);
        }
    }

    private void failed(String what, Throwable failure) {
        if (failing.add(what)) {
            LOG.warn(
                    "{} could not be looked at for the status page, which says so; it is tried again every {} seconds: {}."
                            + " This is not said again before it has succeeded; at level DEBUG, each time and with its"
                            + " origin",
                    what,
                    every.toSeconds(),
                    RouteFailure.of(failure, clock.instant()).text());
        }
        LOG.debug("{} could not be looked at", what, failure);
    }
}
