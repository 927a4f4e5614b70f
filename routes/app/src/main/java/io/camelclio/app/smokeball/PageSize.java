package io.camelclio.app.smokeball;

/**
 * How many records a page is asked to hold. Where a gateway refuses a page or none comes in time, smaller ones are asked
 * for; each later read tries twice as many again, up to what was wanted.
 */
final class PageSize {

    private static final int SMALLEST = 10;

    private final int wanted;
    private int now;

    PageSize(int wanted) {
        this.wanted = wanted;
        this.now = wanted;
    }

    int now() {
        return now;
    }

    /** @return false where pages are as small as they get already */
    boolean lower() {
        if (now <= SMALLEST) {
            return false;
        }
        now = Math.max(SMALLEST, now / 2);
        return true;
    }

    void raise() {
        now = Math.min(wanted, now * 2);
    }
}
