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
     * Whether it keeps what is known of this list. One that lies elsewhere may know only some places that records go to, and
     * cannot speak for a list that is narrowed. Never waits; asked once, before anything else.
     */
    default boolean keeps(RecordList list) {
        return true;
    }

    /**
     * Whether it knows, after each {@link #prepare}, what every process and every other way to the list's destination had
     * written by then, a restored record after its deletion included. What a process remembers by itself is then older
     * than this, and is not asked. Never waits.
     */
    default boolean isShared() {
        return false;
    }

    /**
     * The list is about to be read and compared. The only call that may wait, for a bounded time, so that what is known
     * elsewhere can be looked up; made before the first question about the list and again before each later read.
     *
     * @throws TooManyRecordsException when there are more than are kept
     * @throws RuntimeException when what is known cannot be looked up now; then the list is not read
     */
    default void prepare(RecordList list) {}

    /**
     * The version of a record that was confirmed last, its change's identity; empty when the record is not known.
     *
     * @param id the record's id, unique in its list and never empty
     */
    Optional<String> version(RecordList list, String id);

    /** The ids of all records of a list that are known, as a copy of its own. */
    Set<String> ids(RecordList list);

    /**
     * The deletion of a record that was confirmed last, its change's identity; empty where that is not remembered. Never
     * waits.
     */
    default Optional<String> deletion(RecordList list, String id) {
        return Optional.empty();
    }

    /**
     * The ids of all known records of the list's kind in its account, whatever they stand under: where a key holds the ids
     * of parents, these stand before the record's own, each followed by a slash. For a list without parents; as a copy of
     * its own.
     */
    default Set<String> idsWithin(RecordList list) {
        return ids(list);
    }

    /**
     * The key of the record that a known one stands under, as its last change told ({@code ce_parent}); empty where that is
     * not kept. Never waits.
     */
    default Optional<String> parent(RecordList list, String id) {
        return Optional.empty();
    }

    /**
     * This version of the record is confirmed. Called on the thread that ends the record's way through the route, often
     * one of a Kafka client or of an HTTP client: it must not wait, for Kafka's acknowledgement least of all, which that
     * very thread may have to deliver. A store elsewhere notes the version in memory and sends it on; what a crash loses
     * of it comes once more, with the same identity.
     *
     * @throws TooManyRecordsException when there is no room, with what to do about it
     */
    void remember(RecordList list, String id, String version);

    /** The record has vanished, and that is confirmed. Must wait no more than {@link #remember}. */
    void forget(RecordList list, String id);
}
