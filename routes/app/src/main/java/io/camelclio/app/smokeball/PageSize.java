package io.camelclio.app.smokeball;

/**
 * How many records a page is asked to hold. Where a gateway refuses a page or none comes in time, smaller ones are asked
 * for; each later read tries twice as many again, up to what was wanted, and so does a long one after some good pages. After
 * more of them each time that this fails, so that even a read that begins anew with each failure comes to its end.
 */
final class PageSize {

    /** The most that Smokeball gives (Smokeball, "Paging"). */
    static final int LARGEST = 500;

    private static final int SMALLEST = 10;

    private static final int FIRST_PATIENCE = 8;
    private static final int MOST_PATIENCE = 1 << 20;

    private final int wanted;
    private int now;
    private int good;
    private int patience = FIRST_PATIENCE;

    PageSize(int wanted) {
        this.wanted = wanted;
        this.now = wanted;
    }

    /** Of other lists, which wants as many and learns for itself how many it gets. */
    PageSize another() {
        return new PageSize(wanted);
    }

    int now() {
        return now;
    }

    /**
     * Another read begins.
     *
     * @param last the one before; null for the first
     */
    void after(SmokeballRead last) {
        if (last != null && last.isUnanswered()) {
            lower();
        } else if (last != null) {
            raise();
            patience = last.isComplete() ? FIRST_PATIENCE : patience;
        }
    }

    /** A page has come. */
    void came() {
        if (now < wanted && ++good >= patience) {
            raise();
        }
    }

    /** @return false where pages are as small as they get already */
    boolean lower() {
        if (now <= SMALLEST) {
            return false;
        }
        now = Math.max(SMALLEST, now / 2);
        good = 0;
        patience = Math.min(MOST_PATIENCE, patience * 2);
        return true;
    }

    /** Another try is made at larger pages. */
    void raise() {
        now = Math.min(wanted, now * 2);
        good = 0;
    }
}
