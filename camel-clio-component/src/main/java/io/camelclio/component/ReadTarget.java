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
     * Those of a page that are news for the route. Where the place that they go to is followed, what anybody has published
     * there is no news; what is there is looked up once for a page, unless this process's own memory settles all of it.
     *
     * @throws PollStoppedException when the run ends meanwhile
     */
    List<PolledRecord> news(List<PolledRecord> page, PollRun run) throws Exception {
        List<PolledRecord> news = page.stream().filter(this::isNews).toList();
        Optional<FollowedPlace> place = memory.place();
        if (place.isEmpty()
                || news.stream().noneMatch(PolledRecord::isReadable)
                || !run.await(place.get().refresh(PATIENCE).toCompletableFuture())) {
            return news;
        }
        return news.stream().filter(record -> !isPublished(record, place.get())).toList();
    }

    private boolean isPublished(PolledRecord record, FollowedPlace place) {
        boolean published = record.isReadable() && place.isPublished(record.change());
        if (published) {
            confirm(record);
        }
        return published;
    }

    /** Whether this is news for the route, as far as this process knows: what nobody can read always is. */
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

    /** A record is safe where it goes to. */
    void confirm(PolledRecord record) {
        if (record.isReadable()) {
            memory.confirm(record.change());
            listener.confirmed(record);
        }
    }
}
