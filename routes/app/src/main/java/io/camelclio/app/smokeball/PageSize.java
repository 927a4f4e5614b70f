package io.camelclio.app.smokeball;

/**
 * How many records a page is asked to hold. Where a gateway refuses a page or none comes in time, smaller ones are asked
 * for; each later read tries twice as many again, up to what was wanted.
 */
final class PageSize {

    /** The most that Smokeball gives (Smokeball, "Paging"). */
    static final int LARGEST = 500;

    private static final int SMALLEST = 10;

    private final int wanted;
    private int now;

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
        }
    }

    /** @return false where pages are as small as they get already */
    boolean lower() {
        if (now <= SMALLEST) {
            return false;
        }
        now = Math.max(SMALLEST, now / 2);
        return true;
    }

    /** Another try is made at larger pages. */
    void raise() {
        now = Math.min(wanted, now * 2);
    }
}
