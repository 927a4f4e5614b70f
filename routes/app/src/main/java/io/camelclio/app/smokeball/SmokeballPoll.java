package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.HintedRecords.Hinted;
import io.camelclio.app.smokeball.PolledRoute.AwaitingPoll;
import java.util.List;
import java.util.Optional;

/**
 * One poll of a route, as the loop of the Kamelet sees it: one request after the other, for as long as there is a next one.
 * It reads one list, or many of them where a collection stands under parents. Records that somebody hinted at are read again
 * in turn with its requests, and what goes wrong with them is none of its troubles.
 */
public final class SmokeballPoll {

    private final Optional<ReadingPlan> plan;
    private SmokeballRead read;
    private PolledRoute route;
    private List<AwaitingPoll> awaiting = List.of();
    private boolean readAgainLast;
    private Hinted hinted;
    private PolledList hintedList;
    private HintOutcome found;
    private volatile boolean hintUnbroken;

    SmokeballPoll(ReadingPlan plan) {
        this.plan = Optional.of(plan);
        this.read = plan.next().orElse(null);
    }

    private SmokeballPoll(PolledRoute route) {
        this.plan = Optional.empty();
        this.route = route;
    }

    /** A poll of nothing but what was hinted at. */
    static SmokeballPoll ofHints(PolledRoute route) {
        return new SmokeballPoll(route);
    }

    /** @param waiting told when this poll has come to its end and is whole */
    SmokeballPoll of(PolledRoute polling, List<AwaitingPoll> waiting) {
        route = polling;
        awaiting = waiting;
        return this;
    }

    /**
     * Goes on to the next request: in turn for a record that somebody hinted at, and one of the poll itself. With nothing
     * left of its own it makes room for the next poll as soon as one is due.
     *
     * @return false when there is nothing more to do
     */
    public boolean next() {
        close();
        boolean turn = isUnfinished() ? !readAgainLast : !route.isPollDue();
        hinted = turn ? route.nextHint().orElse(null) : null;
        readAgainLast = hinted != null;
        if (hinted != null) {
            hintedList = route.listOf(hinted);
            hintUnbroken = true;
        }
        return hinted != null || isUnfinished();
    }

    /** It is over, be it in the middle: what it was about to read again comes again. */
    void close() {
        if (hinted == null) {
            return;
        }
        if (found == null) {
            route.hinted().unread(hinted);
        } else if (hintUnbroken) {
            route.hinted().succeeded(hinted, found);
        } else {
            route.hinted().unpublished(hinted);
        }
        hinted = null;
        found = null;
    }

    /** Whether the poll itself has more to do: another page, another list, or a look at what has vanished. */
    public boolean isUnfinished() {
        return read != null;
    }

    /** Whether a single record is to be asked for: somebody hinted at it, or the list lacks it. */
    public boolean isAskingForARecord() {
        return hinted != null || isUnfinished() && read.isAskingForARecord();
    }

    /** Whether another page is to be asked for. */
    public boolean isAskingForAPage() {
        return hinted == null && read.isAskingForAPage();
    }

    /** Whether every record so far was taken; after one that was not, the rest is left to the next poll. */
    public boolean isUnbroken() {
        return hinted == null ? read.isUnbroken() : hintUnbroken;
    }

    /** Where the next page, or the record, is, without its query. */
    public String getUri() {
        return hinted == null ? read.uri() : hintedList.uriOf(hinted.id());
    }

    /** The query of the next page, all filters repeated; of a record, none. */
    public String getQuery() {
        return hinted == null ? read.query() : "";
    }

    SmokeballRead read() {
        return read;
    }

    /** The record that is asked for because somebody hinted at it; null where nobody did. */
    Hinted hinted() {
        return hinted;
    }

    /** The list that is read now. */
    PolledList list() {
        return hinted == null ? read.of() : hintedList;
    }

    /** May wait, for a bounded time, until all that was published is known. */
    void prepare() {
        route.prepare();
    }

    /** Smokeball has said how the record stands, and this is what becomes of the hint if nothing breaks. */
    void found(HintOutcome what) {
        found = what;
    }

    /** A record was not taken. */
    void breakOff() {
        if (hinted == null) {
            read.breakOff();
        } else {
            hintUnbroken = false;
        }
    }

    /** What was asked for last was worked on. */
    void proceed() {
        if (hinted != null || read == null) {
            return;
        }
        if (!read.isUnfinished()) {
            plan.orElseThrow().ended(read);
            boolean whole = read.isComplete();
            read = whole ? plan.get().next().orElse(null) : null;
            if (read == null && whole && !hasMore()) {
                route.polled(awaiting);
            }
        }
        route.worked(!isUnfinished() && hasMore());
    }

    /**
     * Smokeball refuses the list that is being read.
     *
     * @return false if that ends the poll
     */
    boolean goesOnWithoutTheList(int status) {
        if (!plan.orElseThrow().goesOnWithout(read, status)) {
            return false;
        }
        read = plan.get().next().orElse(null);
        route.worked(!isUnfinished() && hasMore());
        return true;
    }

    /** Smokeball refuses the collection for now, so that nothing is asked for. */
    void standStill() {
        read.standStill();
        proceed();
    }

    /** Whether another poll should begin at once. */
    boolean hasMore() {
        return plan.map(ReadingPlan::hasMore).orElse(false);
    }
}
