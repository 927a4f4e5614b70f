package io.camelclio.app.status;

import io.camelclio.app.status.StatusReport.Way;
import io.camelclio.app.telemetry.RouteMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What runs through the routes, and what of it failed. */
final class RoutesPart implements Part {

    private final RouteMeters meters;
    private final Failures failures;
    private final Duration longestBlink;
    private final Map<String, History> histories = new HashMap<>();
    private final Map<String, Long> deadBefore = new HashMap<>();

    RoutesPart(RouteMeters meters, Failures failures, Duration longestBlink) {
        this.meters = meters;
        this.failures = failures;
        this.longestBlink = longestBlink;
    }

    private final class History {

        private final RecentRate rate = new RecentRate();
        private final MinuteCounts minutes = new MinuteCounts(longestBlink);
        private long taken;
        private Instant lastTaken;
        private long failed;

        void look(Instant now, long total) {
            rate.look(now, total);
            minutes.look(now, total);
            if (total > taken) {
                lastTaken = now;
            }
            taken = total;
        }
    }

    @Override
    public String subject() {
        return "The routes";
    }

    @Override
    public void look(Draft draft) {
        histories.keySet().retainAll(draft.flow().stream().map(FlowRoute::id).collect(Collectors.toSet()));
        draft.flow().forEach(route -> look(route, draft));
        failures.deadLetters().tallies().forEach(tally -> look(tally, draft));
    }

    private void look(FlowRoute route, Draft draft) {
        Optional<RouteFailures> failed = failures.of(route.id());
        History history = histories.computeIfAbsent(route.id(), id -> new History());
        history.look(draft.now(), meters.taken(route.id()));
        failed.ifPresent(counted -> look(route, counted, history, draft));
        draft.routes.add(new Way(
                route.id(),
                route.source().id(),
                route.kind().name().toLowerCase(Locale.ROOT),
                route.what(),
                route.topics(),
                route.started(),
                history.rate.perSecond().isPresent()
                        ? Double.valueOf(history.rate.perSecond().getAsDouble())
                        : null,
                history.minutes.lastHour(),
                failed.map(RouteFailures::count).orElse(0L),
                history.lastTaken));
    }

    private static void look(FlowRoute route, RouteFailures failures, History history, Draft draft) {
        long failed = failures.count();
        long fresh = failed >= history.failed ? failed - history.failed : failed;
        history.failed = failed;
        if (fresh == 0) {
            return;
        }
        failures.last().ifPresent(failure -> {
            if (failure.kafka()) {
                String what = "Records were not acknowledged: " + failure.kind();
                draft.happened("Kafka", what, Remedy.PUT_OFF, true, failure.at(), fresh);
            } else {
                draft.happened("Route " + route.id(), failure.text(), null, true, failure.at(), fresh);
            }
        });
    }

    private void look(DeadLetters.Tally tally, Draft draft) {
        String where = "Dead letters of " + tally.vendor();
        draft.deadLetters.add(new StatusReport.Sort(
                tally.vendor(), tally.reason(), tally.count(), tally.last(), tally.route(), Remedy.DEAD_LETTER.text()));
        String sort = tally.vendor() + " " + tally.reason();
        long fresh = tally.count() - deadBefore.getOrDefault(sort, 0L);
        deadBefore.put(sort, tally.count());
        if (fresh > 0) {
            draft.happened(
                    where,
                    tally.reason() + " on the way through " + tally.route(),
                    Remedy.DEAD_LETTER,
                    true,
                    tally.last(),
                    fresh);
        }
    }
}
