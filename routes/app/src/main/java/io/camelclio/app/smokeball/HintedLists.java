package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.HintedRecords.Hinted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reads lists under single parents again because somebody hinted at them, in polls of their own of a few seconds: whole,
 * since what vanished from a list is news too. Used by one thread at a time, but for {@link #waiting}.
 */
final class HintedLists implements ReadingPlan {

    /** The collection's own polls take turns with these. */
    private static final Duration MOST_OF_A_POLL = Duration.ofSeconds(10);

    private final CollectionTree tree;
    private final Clock clock;
    private final HintedRecords waiting;
    private Optional<Hinted> current = Optional.empty();
    private SmokeballRead read;
    private Map<String, Seen> vanished = Map.of();
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

    /** Starts a poll. May wait, for a bounded time. */
    ReadingPlan begin(Instant now) {
        pollEnd = now.plus(MOST_OF_A_POLL);
        current = waiting.next();
        vanished = Map.of();
        tree.known().prepare();
        return this;
    }

    @Override
    public Optional<Reading> next() {
        if (!vanished.isEmpty()) {
            return Optional.of(new VanishedRecords(vanished));
        }
        if (current.isEmpty() && clock.instant().isBefore(pollEnd)) {
            current = waiting.next();
        }
        read = current.map(list -> tree.list(list.path()).read(true, clock.instant()))
                .orElse(null);
        return Optional.ofNullable(read);
    }

    @Override
    public boolean ended(Reading reading) {
        if (reading == read && read.refusal().isPresent()) {
            end(read.refusal().getAsInt() == 403 ? HintOutcome.FORBIDDEN : HintOutcome.ABSENT);
            return true;
        }
        if (!reading.isComplete()) {
            breakOff();
            return false;
        }
        if (reading == read) {
            read.of().end(read);
            vanished = vanishedFrom(read);
        } else {
            vanished = Map.of();
        }
        if (vanished.isEmpty()) {
            end(HintOutcome.POLLED);
        }
        return true;
    }

    /** Whether one list alone can tell: of an empty one only a round can, and not of what may have moved elsewhere. */
    private Map<String, Seen> vanishedFrom(SmokeballRead whole) {
        boolean tells = tree.hasWholeLists()
                && tree.hasKeysOfParents()
                && !whole.hasUnreadable()
                && !whole.met().isEmpty();
        return tells ? tree.absences().ofOneList(whole.lacking(), whole.seen()) : Map.of();
    }

    private void end(HintOutcome outcome) {
        Hinted list = current.orElseThrow();
        current = Optional.empty();
        waiting.succeeded(list, outcome);
    }

    /** A list that was to be read, or is in the middle of it, comes again, unless it was tried often enough. */
    void breakOff() {
        current.ifPresent(waiting::unread);
        current = Optional.empty();
    }

    /** The list comes again, and no try of it is counted. */
    @Override
    public void notAsked() {
        current.ifPresent(waiting::unpublished);
        current = Optional.empty();
    }

    @Override
    public boolean hasMore() {
        return waiting.isReady();
    }
}
