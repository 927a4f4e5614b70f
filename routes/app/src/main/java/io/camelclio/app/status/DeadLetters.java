package io.camelclio.app.status;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * What this copy has put on the dead-letter topics since its start, by vendor and reason. A reason beyond
 * {@link #MOST_REASONS} counts as {@code other}.
 */
final class DeadLetters extends RoutePolicySupport {

    static final int MOST_REASONS = 20;

    private final Clock clock;
    private final Map<Sort, Tally> tallies = new HashMap<>();

    DeadLetters(Clock clock) {
        this.clock = clock;
    }

    private record Sort(String vendor, String reason) {}

    /**
     * How many of one sort.
     *
     * @param route of the last one, which it failed on
     */
    record Tally(String vendor, String reason, long count, Instant last, String route) {}

    /** Looked at when it is written: then the headers are those that lie on Kafka. */
    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        String reason = exchange.getMessage().getHeader("error_reason", String.class);
        if (!exchange.isFailed() && reason != null) {
            String source = exchange.getMessage().getHeader("ce_source", "", String.class);
            String from = exchange.getMessage().getHeader("source_route", "", String.class);
            count(source.startsWith("/smokeball/") ? "smokeball" : "clio", reason, from);
        }
    }

    synchronized void count(String vendor, String reason, String route) {
        Sort sort = new Sort(vendor, reason);
        if (!tallies.containsKey(sort) && tallies.size() >= MOST_REASONS) {
            sort = new Sort(vendor, "other");
        }
        long before = tallies.containsKey(sort) ? tallies.get(sort).count() : 0;
        tallies.put(sort, new Tally(sort.vendor(), sort.reason(), before + 1, clock.instant(), route));
    }

    /** The most frequent first. */
    synchronized List<Tally> tallies() {
        return tallies.values().stream()
                .sorted(Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::reason))
                .toList();
    }
}
