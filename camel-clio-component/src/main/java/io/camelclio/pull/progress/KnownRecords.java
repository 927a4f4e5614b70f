package io.camelclio.pull.progress;

import java.util.Optional;
import java.util.Set;

/**
 * What was confirmed of lists that can only be read whole: of each record the version that was confirmed last. What is
 * not in here is new, what is in here and no longer in the list has vanished. Called by several threads.
 *
 * <p>One that outlives the process saves the repetition of every record after a restart, and shows what vanished meanwhile.
 */
public interface KnownRecords {

    /**
     * The version of a record that was confirmed last; empty when the record is not known.
     *
     * @param stream the name of the list, the same after a restart
     * @param id the record's id, unique in its stream and never empty
     */
    Optional<String> version(String stream, String id);

    /** The ids of all records of a stream that are known, as a copy of its own. */
    Set<String> ids(String stream);

    /**
     * This version of the record is confirmed. Called on the thread that ends the record's way through the route, often
     * one of a Kafka client or of an HTTP client: it must not wait, for Kafka's acknowledgement least of all, which that
     * very thread may have to deliver. A store elsewhere notes the version in memory and sends it on; what a crash loses
     * of it comes once more, with the same identity.
     *
     * @throws IllegalStateException when there is no room, with what to do about it
     */
    void remember(String stream, String id, String version);

    /** The record has vanished, and that is confirmed. Must wait no more than {@link #remember}. */
    void forget(String stream, String id);
}
