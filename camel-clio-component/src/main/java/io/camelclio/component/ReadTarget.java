package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.Claims;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.FollowedPlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    /** For a poll nobody waits, so that it has the time to see a place that has just begun to be followed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What cannot be looked up comes twice, so that it is worth another try. */
    private static final int LOOKUPS = 3;

    /**
     * Those of a page that are news for the route, claimed by the read until they are confirmed; what another read has in hand
     * is waited for. Where the place that they go to is followed, that has the last word on each record that it knows: of two
     * changes in one second somebody else may have published the first one last, and this one has to come behind. It is looked
     * up once for a page.
     *
     * @throws PollStoppedException when the run ends meanwhile
     */
    List<PolledRecord> news(List<PolledRecord> page, Claims claims, PollRun run) throws Exception {
        claim(page, claims, run);
        Map<Boolean, List<PolledRecord>> byNews = page.stream().collect(Collectors.partitioningBy(news(page, run)));
        byNews.get(false).forEach(record -> claims.release(record.change()));
        return byNews.get(true);
    }

    private static void claim(List<PolledRecord> page, Claims claims, PollRun run) throws Exception {
        List<ChangeEvent> changes = page.stream()
                .filter(PolledRecord::isReadable)
                .map(PolledRecord::change)
                .toList();
        for (var others = claims.claim(changes); others.isPresent(); others = claims.claim(changes)) {
            run.await(others.get());
        }
    }

    private Predicate<PolledRecord> news(List<PolledRecord> page, PollRun run) throws Exception {
        boolean mayBeNews = page.stream().anyMatch(record -> record.isReadable() && isCurrent(record));
        Optional<FollowedPlace> place = mayBeNews ? lookedUp(run) : Optional.empty();
        return record -> place.map(there -> isCurrent(record) && !isPublished(record, there))
                .orElseGet(() -> isNews(record));
    }

    private boolean isPublished(PolledRecord record, FollowedPlace place) {
        if (!record.isReadable()) {
            return false;
        }
        if (place.holds(record.change())) {
            confirm(record);
            return true;
        }
        return !place.knows(record.change()) && memory.isLast(record.change());
    }

    /** Whether this is news for the route, as far as this process knows: what nobody can read always is. */
    boolean isNews(PolledRecord record) {
        return isCurrent(record) && !(record.isReadable() && memory.isLast(record.change()));
    }

    /** Whether nothing newer of the record is known; of what nobody can read nothing is. */
    private boolean isCurrent(PolledRecord record) {
        return !record.isReadable() || !listener.isOutdated(record);
    }

    /**
     * The same of a list that is compared with what is known. Where that is shared, our own memory has no say: others may
     * have written since, when they led.
     */
    boolean isNews(PolledRecord record, KnownList known) {
        return known.isShared() ? isCurrent(record) : isNews(record);
    }

    /**
     * Which of some records the place that they go to, if it is followed, shows as they are. Of deletions that says nothing: one
     * that was delivered has no time of its own, and may count for too little.
     *
     * @throws PollStoppedException when the run ends meanwhile
     */
    Predicate<PolledRecord> shown(List<PolledRecord> records, PollRun run) throws Exception {
        Optional<FollowedPlace> place = records.isEmpty() ? Optional.empty() : lookedUp(run);
        return record -> record.isReadable()
                && !record.deleted()
                && place.filter(there -> there.holds(record.change())).isPresent();
    }

    /** The place that records go to, if it is followed and could tell all that is there now. */
    private Optional<FollowedPlace> lookedUp(PollRun run) throws Exception {
        Optional<FollowedPlace> place = memory.place();
        boolean isKnown = false;
        for (int lookup = 0; place.isPresent() && !isKnown && lookup < LOOKUPS; lookup++) {
            isKnown = run.await(place.get().refresh(PATIENCE).toCompletableFuture());
        }
        return isKnown ? place : Optional.empty();
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

    /** A record that the read had claimed is safe where it goes to. */
    void confirm(PolledRecord record, Claims claims) {
        confirm(record);
        if (record.isReadable()) {
            claims.release(record.change());
        }
    }

    /** A record is safe where it goes to. */
    void confirm(PolledRecord record) {
        if (record.isReadable()) {
            memory.confirm(record.change());
            listener.confirmed(record);
        }
    }
}
