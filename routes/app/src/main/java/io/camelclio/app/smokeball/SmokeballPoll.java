package io.camelclio.app.smokeball;

/**
 * One poll of a route, as the loop of the Kamelet sees it: one request after the other, for as long as it is unfinished. It
 * reads one list, or many of them where a collection stands under parents.
 */
public final class SmokeballPoll {

    private final ReadingPlan plan;
    private SmokeballRead read;

    SmokeballPoll(ReadingPlan plan) {
        this.plan = plan;
        this.read = plan.next().orElse(null);
    }

    /** Whether there is more to do: another page, another list, or a look at what has vanished. */
    public boolean isUnfinished() {
        return read != null;
    }

    /** Whether another page is to be asked for. */
    public boolean isAskingForAPage() {
        return read.isAskingForAPage();
    }

    /** Whether every record so far was taken; after one that was not, the rest is left to the next poll. */
    public boolean isUnbroken() {
        return read.isUnbroken();
    }

    /** Where the next page is, without its query. */
    public String getUri() {
        return read.of().uri();
    }

    /** The query of the next page, all filters repeated. */
    public String getQuery() {
        return read.query();
    }

    SmokeballRead read() {
        return read;
    }

    /** What was asked for last was worked on. */
    void proceed() {
        if (read == null || read.isUnfinished()) {
            return;
        }
        plan.ended(read);
        read = read.isComplete() ? plan.next().orElse(null) : null;
    }

    /**
     * Smokeball refuses the list that is being read.
     *
     * @return false if that ends the poll
     */
    boolean goesOnWithoutTheList(int status) {
        if (!plan.goesOnWithout(read, status)) {
            return false;
        }
        read = plan.next().orElse(null);
        return true;
    }

    /** Smokeball refuses the collection for now, so that nothing is asked for. */
    void standStill() {
        read.standStill();
        proceed();
    }

    /** Whether another poll should begin at once. */
    boolean hasMore() {
        return plan.hasMore();
    }
}
