package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one route does in turn: polls when it is time, and reads records again that somebody hinted at, between two requests
 * of a poll and while none is due. All of it on the route's own thread, so that whatever is published of a record is in the
 * order in which it was read.
 */
final class PolledRoute {

    private static final Logger LOG = LoggerFactory.getLogger(PolledRoute.class);

    /** Records that wait to be read again, each by a call of its own; a poll brings up to 500 with one. */
    private static final int MOST_SINGLE = 100;

    private final CollectionTree tree;
    private String routeId;
    private final Polled polled;
    private final HintedRecords hinted;
    private final HintedLists lists;
    private final Duration period;
    private final Clock clock;
    private final Set<AwaitingPoll> awaitingPoll = new LinkedHashSet<>();
    private boolean pollSoon;
    private Instant dueAt = Instant.MIN;
    private Instant wholeSince;
    private PollProgress progress;
    private SmokeballPoll last;
    private Object term;
    private boolean readingLists;

    /** Who is to be told of a whole poll, and since when. */
    record AwaitingPoll(Instant since, Consumer<HintOutcome> done) {}

    /**
     * @param routeId who polls
     * @param period time from the end of a poll to the next one, unless that has more to read at once
     */
    PolledRoute(String routeId, CollectionTree tree, Polled polled, Duration period, Clock clock) {
        this.routeId = routeId;
        this.tree = tree;
        this.polled = polled;
        this.hinted = new HintedRecords(clock);
        this.lists = new HintedLists(tree, clock);
        this.period = period;
        this.clock = clock;
        this.progress = new PollProgress(routeId, tree.collection().entity(), Optional.empty(), Optional.empty());
    }

    String routeId() {
        return routeId;
    }

    /**
     * Whether a route may poll this: it does already, or the one that did is no more.
     *
     * @param isThere whether there is a route of this id
     */
    synchronized boolean belongsTo(String id, Predicate<String> isThere) {
        if (!id.equals(routeId) && !isThere.test(routeId)) {
            routeId = id;
        }
        return id.equals(routeId);
    }

    Collection collection() {
        return tree.collection();
    }

    /** Whether it has every record that there is: of one that is narrowed nobody can say whether a record belongs there. */
    boolean isWhole() {
        return tree.isWhole();
    }

    /**
     * A record is to be read again, or a list under a parent, or what has changed in the collection. Many records of a
     * collection of the whole firm are one poll of it; deletions are none, since a poll of changes may not show them.
     *
     * @param path ids of the records that it stands under, outermost first, and its own; without its own, the list's
     * @param deletion whether it is deleted if Smokeball knows it no more
     * @param done told what became of it
     * @return false where no such path leads to anything here
     */
    boolean readAgain(List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        int depth = tree.depth();
        if (path.size() == depth + 1) {
            readAgainOne(path, deletion, done);
        } else if (path.size() != depth) {
            return false;
        } else if (depth == 0) {
            pollSoon(done);
        } else {
            lists.waiting().add(path, deletion, done);
        }
        return true;
    }

    private void readAgainOne(List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        hinted.add(path, deletion, done);
        if (tree.depth() == 0 && hinted.count() > MOST_SINGLE) {
            hinted.takeAllButDeletions().forEach(record -> pollSoon(record::end));
        }
    }

    /**
     * Something has changed in it: the next poll is due now.
     *
     * @param done told when a whole poll that began after this has ended
     */
    private synchronized void pollSoon(Consumer<HintOutcome> done) {
        awaitingPoll.add(new AwaitingPoll(clock.instant(), done));
        pollSoon = true;
    }

    /** What has waited since before that waits no more: polls come all the same. */
    void giveUpHints(Instant before) {
        List<AwaitingPoll> overdue = new ArrayList<>();
        synchronized (this) {
            awaitingPoll.removeIf(waiting -> waiting.since().isBefore(before) && overdue.add(waiting));
        }
        overdue.forEach(waiting -> waiting.done().accept(HintOutcome.GIVEN_UP));
        hinted.giveUp(before);
        lists.waiting().giveUp(before);
    }

    /** Since when each record, and each wish for a poll, waits. */
    synchronized List<Instant> hintsWaitingSince() {
        return Stream.of(
                        awaitingPoll.stream().map(AwaitingPoll::since),
                        hinted.waitingSince().stream(),
                        lists.waiting().waitingSince().stream())
                .flatMap(times -> times)
                .toList();
    }

    /** Nobody waits for what was hinted at any more. */
    synchronized void forgetHints() {
        awaitingPoll.clear();
        hinted.clear();
        lists.waiting().clear();
    }

    /**
     * Starts a poll if one is due; else one of no more than what was hinted at. May wait, for a bounded time.
     *
     * @param terms what tells the time of leading under way from others; fails where this process does not lead
     * @throws RuntimeException when this process does not lead, or what is known or how far it was read cannot be looked up now
     */
    SmokeballPoll begin(Supplier<?> terms, Instant now) {
        Object inTerm = terms.get();
        if (inTerm != term) {
            polled.forgetDoubts();
            term = inTerm;
        }
        if (last != null) {
            last.close();
        }
        lists.breakOff();
        BooleanSupplier leads = () -> isStill(inTerm, terms);
        boolean due = isDue(now);
        // They take turns, so that neither holds the other up.
        readingLists = lists.waiting().isReady() && !(due && readingLists);
        if (readingLists) {
            last = new SmokeballPoll(this, leads, lists.begin(now), List.of());
        } else if (due) {
            dueAt = now.plus(period);
            List<AwaitingPoll> awaiting = takeAwaiting(now);
            last = new SmokeballPoll(this, leads, polled.begin(now), awaiting);
        } else {
            last = new SmokeballPoll(this, leads, ReadingPlan.NONE, List.of());
        }
        return last;
    }

    private static boolean isStill(Object term, Supplier<?> terms) {
        try {
            return terms.get() == term;
        } catch (RuntimeException e) {
            LOG.debug("This process does not lead any more", e);
            return false;
        }
    }

    boolean isPollDue() {
        return isDue(clock.instant());
    }

    private synchronized boolean isDue(Instant now) {
        return pollSoon || !now.isBefore(dueAt);
    }

    /** A poll begins. One that goes on where another had to stop is a whole one only together with it. */
    private synchronized List<AwaitingPoll> takeAwaiting(Instant now) {
        pollSoon = false;
        if (wholeSince == null) {
            wholeSince = now;
        }
        return List.copyOf(awaitingPoll);
    }

    /** A request of a poll was worked on. */
    void worked(boolean hasMore) {
        if (!readingLists) {
            Instant now = clock.instant();
            dueAt = hasMore ? now : now.plus(period);
        }
    }

    /** A whole poll has ended, for which these waited. */
    void polled(List<AwaitingPoll> awaiting) {
        List<AwaitingPoll> ended;
        synchronized (this) {
            ended = awaiting.stream().filter(awaitingPoll::remove).toList();
            progress = new PollProgress(
                    routeId, progress.entity(), Optional.ofNullable(wholeSince), Optional.of(clock.instant()));
            wholeSince = null;
        }
        ended.forEach(waiting -> waiting.done().accept(HintOutcome.POLLED));
    }

    synchronized PollProgress progress() {
        return progress;
    }

    /** The record that waits longest to be read again; none for a while after a failure. */
    Optional<HintedRead> nextHinted() {
        return hinted.next().map(record -> new HintedRead(record, hinted, tree.list(record.parents())));
    }
}
