package io.camelclio.component;

/** Is told how the reads of a list get on, by any thread. Never blocks. */
interface ReadListener {

    /** So many records went to the route. */
    void handed(int records);

    /** Whether a newer state of the record has been confirmed meanwhile another way, so that this one is of no use. */
    default boolean isOutdated(PolledRecord record) {
        return false;
    }

    /** Whether the record had been found gone before, and that was confirmed. */
    default boolean isBack(PolledRecord record) {
        return false;
    }

    /** The route is done with a record that could be read. */
    default void confirmed(PolledRecord record) {}

    /** What would not have to be done again after a failure has become more. */
    void progressed();
}
