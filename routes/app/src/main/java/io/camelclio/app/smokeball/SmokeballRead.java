package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One read of a collection: what it asks for, how far it is, and what it met. Offsets are our own and the read ends on a
 * page shorter than the limit the answer echoes: Smokeball's totals and paging links have been wrong before (Smokeball,
 * release notes). A whole read ends with a look at what has vanished.
 */
final class SmokeballRead {

    private final PolledList list;
    private final Optional<Instant> since;
    private final Set<String> met = new HashSet<>();
    private byte[] firstOfPage;
    private int offset;
    private Instant vendorStart;
    private Instant pageAskedAt;
    private Instant pageVendorTime;
    private boolean answered;
    private boolean asking = true;
    private boolean complete;
    private final boolean forRecords;
    private boolean lookedForVanished;
    private final Deque<String> absent = new ArrayDeque<>();
    private volatile boolean everyRecordReadable = true;
    private volatile boolean unbroken = true;

    /**
     * @param since from when changes are asked for; empty for a whole read
     * @param forRecords false if it is for the records' ids only, and emits nothing
     */
    SmokeballRead(PolledList list, Optional<Instant> since, boolean forRecords, Instant now) {
        this.list = list;
        this.since = since;
        this.forRecords = forRecords;
        this.lookedForVanished = !forRecords;
        this.pageAskedAt = now;
    }

    /** Whether there is more to do: another page, or a look at what has vanished. */
    boolean isUnfinished() {
        return unbroken && (asking || complete && isWhole() && !lookedForVanished || !absent.isEmpty());
    }

    /** Whether another page is to be asked for. */
    boolean isAskingForAPage() {
        return asking;
    }

    /** Whether every record so far was taken; after one that was not, the rest is left to the next read. */
    boolean isUnbroken() {
        return unbroken;
    }

    /** Whether a record is to be asked for that the list lacks. */
    boolean isAskingForARecord() {
        return !absent.isEmpty();
    }

    /** Where what is asked for is, without its query. */
    String uri() {
        return absent.isEmpty() ? list.uri() : list.uriOf(absent.element());
    }

    /** The query of the next page, all filters repeated; of a record, none. */
    String query() {
        return isAskingForARecord()
                ? ""
                : collection().query(offset, list.pageSize().now(), since);
    }

    PolledList of() {
        return list;
    }

    boolean isForRecords() {
        return forRecords;
    }

    Collection collection() {
        return list.collection();
    }

    boolean isWhole() {
        return since.isEmpty();
    }

    /** Whether all pages are here and every record of them was taken. */
    boolean isComplete() {
        return complete && unbroken;
    }

    /** Whether the last page asked for never came. */
    boolean isUnanswered() {
        return asking && !answered;
    }

    void asking(Instant now) {
        pageAskedAt = now;
        answered = false;
    }

    void answered() {
        answered = true;
    }

    /**
     * A page has come.
     *
     * @param echoedLimit the limit the answer repeats, 0 when it repeats none: then only an empty page is the last
     * @throws SmokeballException when it is the page before once more
     */
    void took(List<byte[]> records, int echoedLimit, Instant vendorTime) throws SmokeballException {
        byte[] first = records.isEmpty() ? null : records.get(0);
        if (first != null && Arrays.equals(first, firstOfPage)) {
            throw SmokeballException.samePage(collection());
        }
        firstOfPage = first;
        if (vendorStart == null) {
            vendorStart = vendorTime.isAfter(pageAskedAt) ? pageAskedAt : vendorTime;
        }
        pageVendorTime = vendorTime;
        offset += records.size();
        complete = !collection().envelope().isPaged() || records.size() < Math.max(1, echoedLimit);
        asking = !complete;
    }

    void met(SmokeballRecord record) {
        if (forRecords) {
            list.known().met(record);
        }
        if (!record.isReadable()) {
            everyRecordReadable = false;
        } else if (isWhole()) {
            met.add(record.id());
        }
    }

    /** Smokeball refuses the collection for now, so that nothing is asked for. */
    void standStill() {
        answered = true;
        unbroken = false;
    }

    /** A record was not taken: the read is worth nothing and the next one starts from the same point. */
    void breakOff() {
        unbroken = false;
    }

    /** The ids of all that a whole read met; empty, not none, where one could not be told and may be any of the missing. */
    Optional<Set<String>> lookForVanished() {
        lookedForVanished = true;
        return everyRecordReadable ? Optional.of(met) : Optional.empty();
    }

    /** The list lacks these records, each of which is asked for by its id before it is taken for deleted. */
    void askFor(List<String> ids) {
        absent.addAll(ids);
    }

    /** The answer about the record that was asked for is here: its id. */
    String answeredForRecord(Instant vendorTime) {
        pageVendorTime = vendorTime;
        return absent.remove();
    }

    /** The ids that a whole read has met so far. */
    Set<String> met() {
        return met;
    }

    /** The vendor's time at the start, but never later than by our clock, lest a wrong {@code Date} skips changes. */
    Instant vendorStart() {
        return vendorStart;
    }

    Instant pageAskedAt() {
        return pageAskedAt;
    }

    Instant pageVendorTime() {
        return pageVendorTime;
    }
}
