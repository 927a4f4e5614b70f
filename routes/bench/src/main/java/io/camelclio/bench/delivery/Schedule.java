package io.camelclio.bench.delivery;

/** When each delivery is to be sent: at an even rate, whatever becomes of those before it. */
record Schedule(long beginning, double perSecond) {

    Schedule {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("A schedule of " + perSecond + " a second sends nothing");
        }
    }

    /** The moment of the delivery with this number, from 0, by {@link System#nanoTime}. */
    long at(long number) {
        return beginning + Math.round(number * 1e9 / perSecond);
    }
}
