package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.Watermark;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One list that Smokeball gives: a collection of the whole firm, or what of one stands under one parent. Its watermark moves
 * only at the end of a read of which every record was taken.
 */
final class PolledList {

    private final ChangeSource source;
    private final Collection collection;
    private final List<String> parents;
    private final String parentKey;
    private final String uri;
    private final Watermark watermark;
    private final PageSize pageSize;
    private final KnownCollection known;

    /**
     * @param source the account
     * @param collection with the path of this very list
     * @param parents the ids in its path, outermost first
     * @param parentKey the key of the record that it stands under; null where it stands under none
     * @param watermark up to when changes were read
     */
    PolledList(
            ChangeSource source,
            Collection collection,
            List<String> parents,
            String parentKey,
            String uri,
            Watermark watermark,
            PageSize pageSize,
            KnownCollection known) {
        this.source = source;
        this.collection = collection;
        this.parents = parents;
        this.parentKey = parentKey;
        this.uri = uri;
        this.watermark = watermark;
        this.pageSize = pageSize;
        this.known = known;
    }

    ChangeSource source() {
        return source;
    }

    Collection collection() {
        return collection;
    }

    String parentKey() {
        return parentKey;
    }

    /** Where its pages are. */
    String uri() {
        return uri;
    }

    /** Where one of its records is. */
    String uriOf(String id) {
        return uri + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether the specification has an address for a single record of it. Under parents that is nowhere asked. */
    boolean hasAddressesOfRecords() {
        return parents.isEmpty() && collection.records().byId();
    }

    PageSize pageSize() {
        return pageSize;
    }

    KnownCollection known() {
        return known;
    }

    /** The keys of what is known and should be on it. */
    Set<String> knownKeys() {
        return parentKey == null ? known.keys() : known.under(parentKey);
    }

    /** Whether a known record stands on it, and, as far as is known, nowhere else. */
    boolean holds(String key) {
        return parentKey == null || collection.records().key().underParents() || known.standsUnder(parentKey, key);
    }

    /** What tells a record from others of this list, within its collection if the vendor's ids do. */
    String idOf(String said) {
        return collection.records().key().idUnder(parents, said);
    }

    /** What tells a record of this list from all others of the account's collection. */
    String keyOf(String id) {
        return collection.records().key().keyUnder(parents, id);
    }

    /** The vendor's id in a key of this list's collection. */
    String idIn(String key) {
        boolean withParents = collection.records().key().isWithinParents()
                && !collection.parents().isEmpty();
        return withParents ? key.substring(key.lastIndexOf('/') + 1) : key;
    }

    /**
     * Starts a read.
     *
     * @param whole to ask for everything, as is always done where changes cannot be asked for or were never read before
     */
    SmokeballRead read(boolean whole, Instant now) {
        return new SmokeballRead(
                this, whole || collection.since().isEmpty() ? Optional.empty() : watermark.from(), true, now);
    }

    /** Starts a read that is for the records' ids only. */
    SmokeballRead readIds(Instant now) {
        return new SmokeballRead(this, Optional.empty(), false, now);
    }

    /** If every record of every page was taken, the next read begins where this one began. */
    void end(SmokeballRead read) {
        if (read.isComplete() && collection.since().isPresent()) {
            watermark.moveTo(read.vendorStart());
        }
    }

    /** Should the list ever be there again, it is read from its beginning. */
    void forget() {
        if (collection.since().isPresent() && watermark.from().isPresent()) {
            watermark.forget();
        }
    }
}
