package io.camelclio.app.smokeball;

import java.util.Optional;

/** Which lists one poll reads, one after the other. Used by one thread at a time. */
interface ReadingPlan {

    /** The next list to read; empty when this poll has done enough. */
    Optional<SmokeballRead> next();

    /** A read has come to its end. If it is not complete, the poll ends with it. */
    void ended(SmokeballRead read);

    /**
     * Smokeball refuses a list.
     *
     * @param status 403 or 404
     * @return whether the others are read all the same
     */
    boolean goesOnWithout(SmokeballRead refused, int status);

    /** Whether another poll should begin at once. */
    boolean hasMore();
}
