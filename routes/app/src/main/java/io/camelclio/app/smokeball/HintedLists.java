package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.HintedRecords.Hinted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads lists under single parents again because somebody hinted at them, in polls of their own of a few seconds: whole,
 * since what vanished from a list is news too. Used by one thread at a time, but for {@link #waiting}.
 */
final class HintedLists implements Polled, ReadingPlan {

    /** The collection's own polls take turns with these. */
    private static final Duration MOST_OF_A_POLL = Duration.ofSeconds(10);

    private final CollectionTree tree;
    private final Clock clock;
    private final HintedRecords waiting;
    private Optional<Hinted> current = Optional.empty();
    private Instant pollEnd = Instant.MIN;

    HintedLists(CollectionTree tree, Clock clock) {
        this.tree = tree;
        this.clock = clock;
        this.waiting = new HintedRecords(clock);
    }

    /** The ids of the parents of lists that are to be read. */
    HintedRecords waiting() {
        return waiting;
    }

    @Override
    public SmokeballPoll begin(Instant now) {
        pollEnd = now.plus(MOST_OF_A_POLL);
        current = waiting.next();
        tree.prepare();
        return new SmokeballPoll(this);
    }

    @Override
    public Optional<SmokeballRead> next() {
        if (current.isEmpty() && clock.instant().isBefore(pollEnd)) {
            current = waiting.next();
        }
        return current.map(list -> tree.list(list.path()).read(true, clock.instant()));
    }

    @Override
    public void ended(SmokeballRead read) {
        if (read.isComplete()) {
            read.of().end(read);
            end(HintOutcome.POLLED);
        } else {
            breakOff();
        }
    }

    @Override
    public boolean goesOnWithout(SmokeballRead refused, int status) {
        end(status == 403 ? HintOutcome.FORBIDDEN : HintOutcome.ABSENT);
        return true;
    }

    private void end(HintOutcome outcome) {
        Hinted list = current.orElseThrow();
        current = Optional.empty();
        tree.ended(list.path());
        waiting.succeeded(list, outcome);
    }

    /** A list that was to be read, or is in the middle of it, comes again, unless it was tried often enough. */
    void breakOff() {
        current.ifPresent(list -> {
            tree.ended(list.path());
            waiting.unread(list);
        });
        current = Optional.empty();
    }

    @Override
    public boolean hasMore() {
        return waiting.isReady();
    }
}
