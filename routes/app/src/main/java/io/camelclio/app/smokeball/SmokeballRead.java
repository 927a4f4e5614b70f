package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.RecordPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read of a list: what it asks for, how far it is, and what it met. Offsets are our own and the read ends on a page
 * shorter than the limit the answer echoes: Smokeball's totals and paging links have been wrong before (Smokeball, release
 * notes).
 */
final class SmokeballRead extends Reading {

    private static final Logger LOG = LoggerFactory.getLogger(SmokeballRead.class);

    /** What a gateway answers to a page that is too large or takes too long. */
    private static final Set<Integer> TOO_MUCH = Set.of(413, 502, 504);

    /** What restricted records, and those that are gone, answer for what stands under them. */
    private static final Set<Integer> REFUSED = Set.of(403, 404);

    private final PolledList list;
    private final Optional<Instant> since;
    private final boolean forRecords;
    private final Set<String> met = new HashSet<>();
    private byte[] firstOfPage;
    private int offset;
    private Instant vendorStart;
    private Instant pageAskedAt;
    private Seen seen;
    private boolean answered;
    private boolean asking = true;
    private boolean complete;
    private boolean everyRecordReadable = true;
    private OptionalInt refusal = OptionalInt.empty();

    /**
     * @param since from when changes are asked for; empty for a whole read
     * @param forRecords false if it is for the records' ids only, and emits nothing
     */
    SmokeballRead(PolledList list, Optional<Instant> since, boolean forRecords, Instant now) {
        this.list = list;
        this.since = since;
        this.forRecords = forRecords;
        this.pageAskedAt = now;
    }

    @Override
    PolledList of() {
        return list;
    }

    @Override
    Optional<Request> request() {
        return Optional.of(Request.page(
                list.uri(), collection().query(offset, list.pageSize().now(), since)));
    }

    @Override
    List<SmokeballRecord> take(Answer answer) throws SmokeballException, MalformedRecordException {
        answered = true;
        List<SmokeballRecord> records = isPage(answer) ? records(answer) : List.of();
        pageAskedAt = answer.at();
        answered = false;
        return forRecords ? list.known().news(records) : List.of();
    }

    private boolean isPage(Answer answer) throws SmokeballException {
        int status = answer.status();
        if (status == 200) {
            return true;
        }
        if (TOO_MUCH.contains(status) && list.pageSize().lower()) {
            LOG.info(
                    "Smokeball answered {} to a page of {}; smaller pages are asked for",
                    status,
                    collection().path());
            return false;
        }
        if (!REFUSED.contains(status)) {
            throw SmokeballException.of(collection(), status);
        }
        refusal = OptionalInt.of(status);
        asking = false;
        return false;
    }

    private List<SmokeballRecord> records(Answer answer) throws SmokeballException, MalformedRecordException {
        RecordPage page = collection().envelope().cut(answer.body());
        took(page.records(), page.envelope("limit").asInt(0), answer.vendorTime());
        seen = new Seen(list, answer.vendorTime(), pageAskedAt);
        List<SmokeballRecord> records = new ArrayList<>();
        for (byte[] bytes : collection().records().of(page)) {
            records.add(seen.record(bytes));
        }
        records.forEach(this::met);
        return records;
    }

    /**
     * A page has come.
     *
     * @param echoedLimit the limit the answer repeats, 0 when it repeats none: then only an empty page is the last
     * @throws SmokeballException when it is the page before once more
     */
    private void took(List<byte[]> records, int echoedLimit, Instant vendorTime) throws SmokeballException {
        byte[] first = records.isEmpty() ? null : records.get(0);
        if (first != null && Arrays.equals(first, firstOfPage)) {
            throw SmokeballException.samePage(collection());
        }
        firstOfPage = first;
        if (vendorStart == null) {
            vendorStart = vendorTime.isAfter(pageAskedAt) ? pageAskedAt : vendorTime;
        }
        offset += records.size();
        list.pageSize().came();
        complete = !collection().envelope().isPaged() || records.size() < Math.max(1, echoedLimit);
        asking = !complete;
    }

    private void met(SmokeballRecord record) {
        if (forRecords) {
            list.known().met(record);
        }
        if (!record.isReadable()) {
            everyRecordReadable = false;
        } else if (isWhole()) {
            met.add(forRecords ? record.key() : record.id());
        }
    }

    @Override
    boolean isUnfinished() {
        return isUnbroken() && asking;
    }

    @Override
    boolean isComplete() {
        return complete && isUnbroken();
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

    /** The status by which Smokeball refuses the list, 403 or 404; empty where it does not. */
    OptionalInt refusal() {
        return refusal;
    }

    /** Whether the last page asked for never came. */
    boolean isUnanswered() {
        return isUnbroken() && asking && !answered;
    }

    /** Whether one record could not be told from others, so that it may be any that was not met. */
    boolean hasUnreadable() {
        return !everyRecordReadable;
    }

    /** What a whole read has met so far: the keys, or, where it is for them only, the ids. */
    Set<String> met() {
        return met;
    }

    /** What is known of the list, or stands under its parent, and was not met. */
    Set<String> lacking() {
        Set<String> lacking = new TreeSet<>(list.knownKeys());
        lacking.removeAll(met);
        return lacking;
    }

    /** What the last page showed. */
    Seen seen() {
        return seen;
    }

    /** The vendor's time at the start, but never later than by our clock, lest a wrong {@code Date} skips changes. */
    Instant vendorStart() {
        return vendorStart;
    }
}
