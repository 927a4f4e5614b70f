package io.camelclio.app.smokeball;

/**
 * How many records a read of a collection, or a round over all of its parents, may take for deleted because they are
 * missing: whoever sees less of the account than before misses many at once. Thread-safe.
 */
final class Deletions {

    private final int most;
    private int taken;

    /** @param most zero for none at all */
    Deletions(int most) {
        this.most = most;
    }

    /** Another read, or round, begins. */
    synchronized void begin() {
        taken = 0;
    }

    int most() {
        return most;
    }

    /** Whether so many more may be taken for deleted; if so, they are counted. */
    synchronized boolean admit(int more) {
        if (taken + more > most) {
            return false;
        }
        taken += more;
        return true;
    }
}
