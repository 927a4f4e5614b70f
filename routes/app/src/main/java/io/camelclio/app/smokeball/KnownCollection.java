package io.camelclio.app.smokeball;

import io.camelclio.event.ChangeIdentity;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.TooManyRecordsException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was confirmed of one collection, under whatever parents, by which a read tells what is new in it and what it lacks.
 * Records are named by their keys.
 */
final class KnownCollection {

    private static final Logger LOG = LoggerFactory.getLogger(KnownCollection.class);
    private static final int MOST_CONFIRMED = 100_000;

    private final KnownRecords known;
    private final RecordList list;
    private final Absences absences;
    private final Members members = new Members();

    private final Confirmed confirmed = new Confirmed(MOST_CONFIRMED);

    private final boolean repeats;

    /** Of states, while the store is not complete. */
    private final ConfirmedVersions lately = new ConfirmedVersions(MOST_CONFIRMED);

    private boolean overflowed;
    private boolean complete = true;

    /**
     * @param absences told what was met
     * @param repeats whether it can be read for changes, so that it need not stop where more is known than is kept
     */
    KnownCollection(KnownRecords known, RecordList list, Absences absences, boolean repeats) {
        this.known = known;
        this.list = list;
        this.absences = absences;
        this.repeats = repeats;
    }

    /**
     * May wait, for a bounded time. Where more is known than is kept, a collection that can be read for changes goes on by
     * what was confirmed lately, and anything older that it meets is published once more.
     *
     * @throws TooManyRecordsException where more is known than is kept, and it cannot be read for changes
     */
    synchronized void prepare() {
        try {
            known.prepare(list);
            overflowed &= !known.isShared();
            complete = !overflowed;
        } catch (TooManyRecordsException e) {
            goOnWithout(e);
        }
    }

    /** Whether all that was published is known, so that a whole read can be compared with it. */
    synchronized boolean isComplete() {
        return complete;
    }

    private void goOnWithout(TooManyRecordsException e) {
        if (!repeats) {
            throw e;
        }
        if (complete) {
            LOG.warn(
                    "Reads of {} go on, but nothing that is missing from them is taken for deleted, no sweep is made, and"
                            + " what was not published lately may be published again: {}",
                    list.name(),
                    e.getMessage());
        }
        complete = false;
    }

    /** Looks up who stands under whom, which another copy of the application may have changed; what is not known is forgotten. */
    void lookUpMembers() {
        Set<String> all = known.idsWithin(list);
        members.retain(all);
        all.forEach(key -> known.parent(list, key).ifPresent(parent -> members.met(key, parent)));
    }

    /** A read has met this record. */
    void met(SmokeballRecord record) {
        if (!record.isReadable()) {
            return;
        }
        absences.met(record.key());
        if (record.deleted()) {
            members.gone(record.key());
        } else if (record.parent() != null && (isComplete() || isKnown(record.key()))) {
            members.met(record.key(), record.parent());
        }
    }

    /** Those that were not the last that was confirmed of their record. */
    List<SmokeballRecord> news(List<SmokeballRecord> records) {
        return records.stream().filter(this::isNews).toList();
    }

    private synchronized boolean isNews(SmokeballRecord record) {
        if (!record.isReadable()) {
            return !confirmed.contains(nameOf(record));
        }
        Optional<String> version = known.version(list, record.key());
        Optional<String> change = Optional.of(record.change().id());
        return record.deleted()
                ? version.isPresent() || !isConfirmed(record)
                : !version.equals(change) && (complete || !lately.isLast(record.change()));
    }

    /** Of states the store alone is asked, of deletions too: others may have written there since. */
    private boolean isConfirmed(SmokeballRecord deletion) {
        return confirmed.contains(nameOf(deletion))
                || known.deletion(list, deletion.key())
                        .filter(deletion.change().id()::equals)
                        .isPresent();
    }

    /** A row without an identity is told from others by what it says. */
    private static String nameOf(SmokeballRecord record) {
        return record.isReadable() ? record.change().id() : ChangeIdentity.versionOf(record.bytes());
    }

    /** @throws RuntimeException when no more can be kept */
    synchronized void confirm(SmokeballRecord record) {
        if (record.isReadable() && !record.deleted()) {
            remember(record);
            return;
        }
        if (record.isReadable()) {
            known.forget(list, record.key());
            members.gone(record.key());
        }
        confirmed.add(nameOf(record));
    }

    private void remember(SmokeballRecord state) {
        try {
            known.remember(list, state.key(), state.change().id());
        } catch (TooManyRecordsException e) {
            overflowed = true;
            goOnWithout(e);
        }
        if (!complete) {
            lately.confirm(state.change());
        }
    }

    boolean isKnown(String key) {
        return known.version(list, key).isPresent();
    }

    /** The change that was confirmed last of a record that is known. */
    String version(String key) {
        return known.version(list, key).orElse("");
    }

    /** All that are known. */
    Set<String> keys() {
        return known.ids(list);
    }

    /** Those known that stand under a parent. */
    Set<String> under(String parent) {
        return members.under(parent).stream().filter(this::isKnown).collect(Collectors.toSet());
    }

    /** Whether a record stands under a parent by what was read last as well as by what was published last. */
    boolean standsUnder(String parent, String key) {
        Set<String> told = Stream.of(members.parentOf(key), known.parent(list, key))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return told.equals(Set.of(parent));
    }

    /** The keys of all parents that something known stands under. */
    Set<String> parents() {
        return members.parents();
    }
}
