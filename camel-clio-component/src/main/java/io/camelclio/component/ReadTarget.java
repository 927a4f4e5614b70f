package io.camelclio.component;

import io.camelclio.pull.progress.ConfirmedVersions;
import org.apache.camel.support.DefaultConsumer;

/**
 * Where the records of a read go: into one consumer's route, past what is confirmed already, however it came.
 *
 * @param consumer whose exchanges they are
 * @param connection the account that is read
 * @param memory what was lately confirmed
 * @param listener who is told
 */
record ReadTarget(
        DefaultConsumer consumer, ClioConnection connection, ConfirmedVersions memory, ReadListener listener) {

    /** Whether this is news for the route: what nobody can read always is. */
    boolean isNews(PolledRecord record) {
        return !record.isReadable() || !(memory.isLast(record.change()) || listener.isOutdated(record));
    }

    /**
     * The same of a list that is compared with what is known. Where that is shared, our own memory has no say: others may
     * have written since, when they led.
     */
    boolean isNews(PolledRecord record, KnownList known) {
        return known.isShared() ? !record.isReadable() || !listener.isOutdated(record) : isNews(record);
    }

    /** Whether the route has confirmed this change, and none of the record since. */
    boolean isConfirmedLast(PolledRecord record) {
        return memory.isLast(record.change()) && !listener.isOutdated(record);
    }

    /**
     * The route is done with a deletion that was found. A delivery that tells of it afterwards is no news.
     *
     * @param asDelivered the same deletion as a delivery tells of it
     */
    void confirmVanished(PolledRecord found, PolledRecord asDelivered) {
        memory.confirm(asDelivered.change());
        listener.confirmed(found);
    }

    /** The route is done with a record. */
    void confirm(PolledRecord record) {
        if (record.isReadable()) {
            memory.confirm(record.change());
            listener.confirmed(record);
        }
    }
}
