package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.PolledRoute.AwaitingPoll;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One poll of a route, as the loop of the Kamelet sees it: one request after the other, for as long as there is a next one.
 * Records that somebody hinted at are read again in turn with its own readings, and what goes wrong with them is none of its
 * troubles. It ends with the time of leading that it began in: whatever a process has read before it stood still is older than
 * what another one publishes meanwhile.
 */
public final class SmokeballPoll {

    private final PolledRoute route;
    private final BooleanSupplier leads;
    private final ReadingPlan plan;
    private final List<AwaitingPoll> awaiting;
    private Reading own;
    private HintedRead hinted;
    private boolean readAgainLast;

    /**
     * @param leads whether the time of leading that it began in is still under way
     * @param plan what it does beside reading again what was hinted at
     * @param awaiting told when this poll has come to its end and is whole
     */
    SmokeballPoll(PolledRoute route, BooleanSupplier leads, ReadingPlan plan, List<AwaitingPoll> awaiting) {
        this.route = route;
        this.leads = leads;
        this.plan = plan;
        this.awaiting = awaiting;
        this.own = plan.next().orElse(null);
    }

    /**
     * Goes on to the next request: in turn for a record that somebody hinted at, and one of the poll itself. With nothing
     * left of its own it makes room for the next poll as soon as one is due.
     *
     * @return false when there is nothing more to do
     */
    public boolean next() {
        close();
        if (!leads.getAsBoolean()) {
            leaveOff();
            return false;
        }
        boolean turn = isUnfinished() ? !readAgainLast : !route.isPollDue();
        hinted = turn ? route.nextHinted().orElse(null) : null;
        readAgainLast = hinted != null;
        return hinted != null || isUnfinished();
    }

    /** It is over, be it in the middle: what it was about to read again comes again. */
    void close() {
        if (hinted != null) {
            hinted.close();
            hinted = null;
        }
    }

    /** Whether the poll itself has more to do: another page, another list, or to say what has vanished. */
    public boolean isUnfinished() {
        return own != null;
    }

    /** Whether a single record is to be asked for: somebody hinted at it, or the list lacks it. */
    public boolean isAskingForARecord() {
        return request().filter(Request::forRecord).isPresent();
    }

    /** Whether another page is to be asked for. */
    public boolean isAskingForAPage() {
        return request().filter(request -> !request.forRecord()).isPresent();
    }

    /** Whether every record so far was taken, and this process leads; else the rest is left to the next poll. */
    public boolean isUnbroken() {
        if (!leads.getAsBoolean()) {
            reading().breakOff();
        }
        return reading().isUnbroken();
    }

    /** Where the next page, or the record, is, without its query. */
    public String getUri() {
        return request().orElseThrow().uri();
    }

    /** The query of the next page, all filters repeated; of a record, none. */
    public String getQuery() {
        return request().orElseThrow().query();
    }

    Optional<Request> request() {
        return Optional.ofNullable(reading()).flatMap(Reading::request);
    }

    /** What is done now; null before the first turn of a poll of nothing but hints. */
    Reading reading() {
        return hinted != null ? hinted : own;
    }

    /** What was asked for last was worked on. */
    void proceed() throws SmokeballException {
        if (hinted != null || own == null) {
            return;
        }
        if (!own.isUnfinished()) {
            boolean goesOn = plan.ended(own);
            own = goesOn ? plan.next().orElse(null) : null;
            if (own == null && goesOn && !hasMore()) {
                route.polled(awaiting);
            }
        }
        route.worked(!isUnfinished() && hasMore());
    }

    /** Smokeball refuses the collection for now, so that nothing is asked for. */
    void standStill() {
        leaveOff();
        route.worked(false);
    }

    private void leaveOff() {
        plan.notAsked();
        own = null;
    }

    /** Whether another poll should begin at once. */
    boolean hasMore() {
        return plan.hasMore();
    }
}
