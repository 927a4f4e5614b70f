package io.camelclio.app.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** How fast a growing number grows, as the mean of the last minute. Not thread-safe. */
final class RecentRate {

    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(Instant at, long total) {}

    /** @param total the number now; smaller than before only when it began again, and then the mean does too */
    void look(Instant now, long total) {
        if (!looks.isEmpty()
                && (total < looks.getLast().total()
                        || !now.isAfter(looks.getLast().at()))) {
            looks.clear();
        }
        looks.addLast(new Look(now, total));
        while (looks.getFirst().at().isBefore(now.minus(SPAN))) {
            looks.removeFirst();
        }
    }

    /** Empty before two looks. */
    OptionalDouble perSecond() {
        if (looks.size() < 2) {
            return OptionalDouble.empty();
        }
        Look first = looks.getFirst();
        Look last = looks.getLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        return OptionalDouble.of((last.total() - first.total()) / seconds);
    }
}
