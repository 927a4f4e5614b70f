package io.camelclio.testkit.clio.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one access token has used up of its rate limit. Not thread-safe. */
interface RateUsage {

    /** How many requests count now. */
    int used(Instant now);

    void add(Instant now, int requests);

    /** When fewer will count: the end of the window, or the leaving of the oldest request. */
    Instant reset(Instant now);

    static RateUsage of(RateWindow window, Duration period) {
        return window == RateWindow.FIXED ? new Fixed(period) : new Sliding(period);
    }

    /** Begins with the first request after the end of the former window. */
    final class Fixed implements RateUsage {
        private final Duration period;
        private Instant end = Instant.MIN;
        private int used;

        private Fixed(Duration period) {
            this.period = period;
        }

        @Override
        public int used(Instant now) {
            return now.isBefore(end) ? used : 0;
        }

        @Override
        public void add(Instant now, int requests) {
            used = used(now) + requests;
            end = now.isBefore(end) ? end : now.plus(period);
        }

        @Override
        public Instant reset(Instant now) {
            return now.isBefore(end) ? end : now.plus(period);
        }
    }

    /** Remembers when each request came; as long as the limit, no longer. */
    final class Sliding implements RateUsage {
        private final Duration period;
        private final Deque<Instant> times = new ArrayDeque<>();

        private Sliding(Duration period) {
            this.period = period;
        }

        @Override
        public int used(Instant now) {
            while (!times.isEmpty() && !times.peekFirst().plus(period).isAfter(now)) {
                times.removeFirst();
            }
            return times.size();
        }

        @Override
        public void add(Instant now, int requests) {
            for (int i = 0; i < requests; i++) {
                times.addLast(now);
            }
        }

        @Override
        public Instant reset(Instant now) {
            return used(now) == 0 ? now.plus(period) : times.peekFirst().plus(period);
        }
    }
}
