package io.camelclio.app.smokeball;

import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was confirmed of one collection, by which a read tells what is new in it and what has vanished from it. A record
 * that is missing from two whole reads has vanished; one is not enough, since a list without an order may hide a row once,
 * and a deletion is final for whoever hears of it.
 */
final class KnownCollection {

    private static final Logger LOG = LoggerFactory.getLogger(KnownCollection.class);
    private static final int REMEMBERED_RECORDS = 20_000;

    private final KnownRecords known;
    private final RecordList list;

    /** For deletions, which are known of no record. */
    private final ConfirmedVersions confirmed;

    private final Deletions deletions;
    private final Optional<Members> members;
    private final String parent;

    private Set<String> missing = Set.of();
    private boolean empty;

    KnownCollection(KnownRecords known, RecordList list) {
        this(known, list, confirmedDeletions(), new Deletions(Integer.MAX_VALUE), Optional.empty(), null);
    }

    /**
     * @param confirmed shared by all lists of a collection
     * @param deletions shared likewise
     * @param members who stands under whom, shared likewise; empty where the list's name or parents tell
     * @param parent the key of the record that the list stands under
     */
    KnownCollection(
            KnownRecords known,
            RecordList list,
            ConfirmedVersions confirmed,
            Deletions deletions,
            Optional<Members> members,
            String parent) {
        this.known = known;
        this.list = list;
        this.confirmed = confirmed;
        this.deletions = deletions;
        this.members = members;
        this.parent = parent;
    }

    static ConfirmedVersions confirmedDeletions() {
        return new ConfirmedVersions(REMEMBERED_RECORDS);
    }

    /** May wait, for a bounded time. */
    void prepare() {
        known.prepare(list);
    }

    /** A read has met this record here. */
    void met(SmokeballRecord record) {
        if (record.isReadable() && record.deleted()) {
            members.ifPresent(all -> all.gone(record.id()));
        } else if (record.isReadable()) {
            members.ifPresent(all -> all.met(record.id(), parent));
        }
    }

    /**
     * Whether this was not the last that was confirmed of the record. Of states the store alone is asked: others may have
     * written there since.
     */
    synchronized boolean isNews(SmokeballRecord record) {
        if (!record.isReadable()) {
            return true;
        }
        Optional<String> version = known.version(list, record.id());
        return record.deleted()
                ? version.isPresent() || !confirmed.isLast(record.change())
                : !version.equals(Optional.of(record.change().id()));
    }

    /** @throws RuntimeException when no more can be kept */
    synchronized void confirm(SmokeballRecord record) {
        if (!record.isReadable()) {
            return;
        }
        if (record.deleted()) {
            known.forget(list, record.id());
            members.ifPresent(all -> all.gone(record.id()));
        } else {
            known.remember(list, record.id(), record.change().id());
        }
        confirmed.confirm(record.change());
    }

    /** The change that was confirmed last of a record that is known. */
    String version(String id) {
        return known.version(list, id).orElse("");
    }

    /** Whether another whole read is to show what has vanished. */
    synchronized boolean isInDoubt() {
        return !missing.isEmpty();
    }

    /** Whether it has something to keep in mind until the next read. */
    synchronized boolean isOfNote() {
        return empty || isInDoubt();
    }

    /**
     * What a whole read proves to have vanished. None where it met no record at all, as it does when a permission was taken
     * away, where the list is narrowed: leaving it is no deletion, or where it would be too many.
     *
     * @param met the ids of all records that it met, each of them readable
     */
    synchronized List<String> vanished(Set<String> met) {
        Set<String> absent = new TreeSet<>(ids());
        absent.removeAll(met);
        if (!list.whole() || isSuddenlyEmpty(met, absent)) {
            return List.of();
        }
        List<String> vanished = absent.stream().filter(missing::contains).toList();
        absent.removeAll(vanished);
        missing = absent;
        return areTooMany(vanished) ? List.of() : vanished;
    }

    private boolean areTooMany(List<String> vanished) {
        if (deletions.admit(vanished.size())) {
            return false;
        }
        LOG.warn(
                "Smokeball's list {} lacks {} records that are known. With them more than {} would be deleted at once, so none"
                        + " of these is taken for deleted. Look whether the user or application that is authorised still"
                        + " sees them; if they are gone, raise smokeball.max_deleted",
                list.name(),
                vanished.size(),
                deletions.most());
        return true;
    }

    private Set<String> ids() {
        return members.map(all -> all.under(parent).stream()
                        .filter(id -> known.version(list, id).isPresent())
                        .collect(Collectors.toSet()))
                .orElseGet(() -> known.ids(list));
    }

    private boolean isSuddenlyEmpty(Set<String> met, Set<String> absent) {
        boolean wasEmpty = empty;
        empty = met.isEmpty() && !absent.isEmpty();
        if (empty && !wasEmpty) {
            LOG.warn(
                    "The collection {} of Smokeball is empty, but {} of its records are known; none is taken for deleted,"
                            + " since one whose permission was taken away looks the same. Look whether Smokeball still"
                            + " shows these records; if they are gone, their deletions follow once there is a record again",
                    list.name(),
                    absent.size());
        }
        return empty;
    }
}
