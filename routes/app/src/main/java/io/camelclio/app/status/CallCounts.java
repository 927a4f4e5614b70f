package io.camelclio.app.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The calls of each account by minutes, told from the timer that counts them. Not thread-safe. */
final class CallCounts {

    private final CamelContext context;
    private final String timer;
    private final Duration longestBlink;
    private final Map<String, MinuteCounts> byConnection = new HashMap<>();

    /** @param timer a meter with the tag {@code connection} */
    CallCounts(CamelContext context, String timer, Duration longestBlink) {
        this.context = context;
        this.timer = timer;
        this.longestBlink = longestBlink;
    }

    /** As {@link MinuteCounts#minutes}, after another look. There are as many accounts as the settings name. */
    List<Long> minutes(String connection, Instant now) {
        MinuteCounts minutes = byConnection.computeIfAbsent(connection, any -> new MinuteCounts(longestBlink));
        context.getRegistry().findByType(MeterRegistry.class).stream()
                .findFirst()
                .ifPresent(registry -> minutes.look(
                        now,
                        registry.find(timer).tag("connection", connection).timers().stream()
                                .mapToLong(Timer::count)
                                .sum()));
        return minutes.minutes();
    }
}
