package io.camelclio.component;

import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.FollowedPlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /**
     * Those of a page that are news for the route. Where the place that they go to is followed, that has the last word on
     * each record that it knows: somebody else may have published an older change of it since, and this one has to come
     * behind. It is looked up once for a page.
     *
     * @throws PollStoppedException when the run ends meanwhile
     */
    List<PolledRecord> news(List<PolledRecord> page, PollRun run) throws Exception {
        Optional<FollowedPlace> followed = memory.place();
        List<PolledRecord> wanted = page.stream().filter(this::isCurrent).toList();
        boolean isLookedUp = followed.isPresent()
                && wanted.stream().anyMatch(PolledRecord::isReadable)
                && run.await(followed.get().refresh(PATIENCE).toCompletableFuture());
        return isLookedUp
                ? wanted.stream()
                        .filter(record -> !isPublished(record, followed.get()))
                        .toList()
                : wanted.stream().filter(this::isNews).toList();
    }

    private boolean isPublished(PolledRecord record, FollowedPlace place) {
        if (!record.isReadable()) {
            return false;
        }
        if (place.isPublished(record.change())) {
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

    /** A record is safe where it goes to. */
    void confirm(PolledRecord record) {
        if (record.isReadable()) {
            memory.confirm(record.change());
            listener.confirmed(record);
        }
    }
}
