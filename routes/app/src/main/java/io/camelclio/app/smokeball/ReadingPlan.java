package io.camelclio.app.smokeball;

import java.util.Optional;

/** What one poll does, one reading after the other. Used by one thread at a time. */
interface ReadingPlan {

    /** Does nothing. */
    ReadingPlan NONE = new ReadingPlan() {
        @Override
        public Optional<Reading> next() {
            return Optional.empty();
        }

        @Override
        public boolean ended(Reading reading) {
            return false;
        }

        @Override
        public boolean hasMore() {
            return false;
        }
    };

    /** The next one; empty when this poll has done enough. */
    Optional<Reading> next();

    /**
     * A reading has come to its end, be it complete or not.
     *
     * @return whether the poll goes on
     * @throws SmokeballException when Smokeball refuses what cannot be done without
     */
    boolean ended(Reading reading) throws SmokeballException;

    /** The reading under way is left to another poll before its next request: nothing was asked, so nothing failed. */
    default void notAsked() {}

    /** Whether another poll should begin at once. */
    boolean hasMore();
}
