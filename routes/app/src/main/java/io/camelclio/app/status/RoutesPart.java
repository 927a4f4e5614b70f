package io.camelclio.app.status;

import io.camelclio.app.status.StatusReport.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What runs through the routes, and what of it failed. */
final class RoutesPart implements Part {

    private final Traffic traffic;
    private final Duration longestBlink;
    private final Map<String, History> histories = new HashMap<>();
    private final Map<String, Long> deadBefore = new HashMap<>();

    RoutesPart(Traffic traffic, Duration longestBlink) {
        this.traffic = traffic;
        this.longestBlink = longestBlink;
    }

    private final class History {

        private final RecentRate rate = new RecentRate();
        private final MinuteCounts minutes = new MinuteCounts(longestBlink);
        private long failedBefore;
    }

    @Override
    public String subject() {
        return "The routes";
    }

    @Override
    public void look(Draft draft) {
        histories.keySet().retainAll(draft.flow().stream().map(FlowRoute::id).collect(Collectors.toSet()));
        draft.flow().forEach(route -> look(route, draft));
        traffic.deadLetters().tallies().forEach(tally -> look(tally, draft));
    }

    private void look(FlowRoute route, Draft draft) {
        Optional<RouteCounts> counts = traffic.of(route.id());
        History history = histories.computeIfAbsent(route.id(), id -> new History());
        counts.ifPresent(counted -> {
            history.rate.look(draft.now(), counted.taken());
            history.minutes.look(draft.now(), counted.taken());
            failures(route, counted, history, draft);
        });
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
                counts.map(RouteCounts::failed).orElse(0L),
                counts.flatMap(RouteCounts::lastTaken).orElse(null)));
    }

    private static void failures(FlowRoute route, RouteCounts counts, History history, Draft draft) {
        long failed = counts.failed();
        long fresh = failed >= history.failedBefore ? failed - history.failedBefore : failed;
        history.failedBefore = failed;
        if (fresh == 0) {
            return;
        }
        counts.lastFailure().ifPresent(failure -> {
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
