package io.camelclio.kafka.latest;

import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of changes; shared by all stream threads. */
final class Tally {

    final LongAdder taken = new LongAdder();
    final LongAdder deleted = new LongAdder();
    final LongAdder outdated = new LongAdder();
    final LongAdder erased = new LongAdder();
    final LongAdder foreign = new LongAdder();

    LatestCounts counts() {
        return new LatestCounts(taken.sum(), deleted.sum(), outdated.sum(), erased.sum(), foreign.sum());
    }
}
