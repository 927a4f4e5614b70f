package io.camelclio.kafka.latest;

/**
 * How far one partition of a change topic is taken.
 *
 * @param next the offset to be taken next
 * @param end the offset after the last change
 */
record Position(long next, long end) {

    /** Changes that are not taken yet. */
    long lag() {
        return Math.max(0, end - next);
    }
}
