package io.camelclio.ordeal;

/**
 * Something that goes wrong for a while.
 *
 * @param name what happens, as a person reads it
 * @param begin makes it happen
 * @param end puts it right, as far as it does not pass by itself
 */
record Fault(String name, Action begin, Action end) {

    /** May fail with anything: then the ordeal itself is at fault. */
    interface Action {

        /** For what passes by itself. */
        Action NOTHING = () -> {};

        void run() throws Exception;
    }

    /** Something that happens at once and needs no end. */
    static Fault moment(String name, Action begin) {
        return new Fault(name, begin, Action.NOTHING);
    }
}
