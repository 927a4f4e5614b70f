package io.camelclio.pull.progress;

import io.camelclio.event.ChangeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A place that is followed, and that others publish to as the test says. What is on it becomes known by a refresh, unless it
 * is away, or is held back until {@link #answer}.
 */
public final class PlayedPlace implements FollowedPlace, FollowedPlaces {

    private final String name;
    private final List<ChangeEvent> published = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Boolean>> held = new CopyOnWriteArrayList<>();
    private List<ChangeEvent> known = List.of();
    private int forgotten;
    private int refreshes;
    private boolean away;
    private boolean holding;
    private boolean behind;

    public PlayedPlace(String name) {
        this.name = name;
    }

    /** Somebody has published a change, whoever it was. */
    public void publish(ChangeEvent change) {
        published.add(change);
    }

    /** A change has been published as the headers of a message tell it. */
    public void publish(Map<String, Object> headers) {
        publish(new ChangeEvent(
                (String) headers.get("CamelCloudEventID"),
                (String) headers.get("CamelCloudEventType"),
                (String) headers.get("CamelCloudEventSource"),
                (String) headers.get("CamelCloudEventSubject"),
                Instant.parse((String) headers.get("CamelCloudEventTime")),
                null,
                (String) headers.get(ChangeEvent.VENDOR_EVENT_HEADER)));
    }

    /** The identities of all that was published, in order. */
    public List<String> identities() {
        return published.stream().map(ChangeEvent::id).toList();
    }

    /** All that was published, in order. */
    public List<ChangeEvent> published() {
        return published;
    }

    /** From now on nobody can say what is there, or can again. */
    public synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** From now on who asks waits for {@link #answer}. */
    public synchronized void hold() {
        holding = true;
    }

    /** Who waits is told. */
    public void answer() {
        synchronized (this) {
            holding = false;
            readOn();
        }
        held.forEach(waiting -> waiting.complete(true));
        held.clear();
    }

    /** What has been published becomes known without a refresh. */
    public synchronized void readOn() {
        known = List.copyOf(published.subList(forgotten, published.size()));
    }

    public synchronized void behind(boolean isBehind) {
        behind = isBehind;
    }

    public synchronized int refreshes() {
        return refreshes;
    }

    @Override
    public synchronized boolean isPublished(ChangeEvent change) {
        return isPublished(change, known);
    }

    /** Whether a change is there, and all that is behind it of its record is newer. */
    public static boolean isPublished(ChangeEvent change, List<ChangeEvent> there) {
        return behind(change, there)
                .filter(later -> later.stream().allMatch(other -> other.time().isAfter(change.time())))
                .isPresent();
    }

    /** What is behind a change of its record; empty when that is not there. */
    private static Optional<List<ChangeEvent>> behind(ChangeEvent change, List<ChangeEvent> there) {
        List<ChangeEvent> history = there.stream()
                .filter(other -> other.subject().equals(change.subject()))
                .toList();
        int last = history.stream().map(ChangeEvent::id).toList().lastIndexOf(change.id());
        return last < 0 ? Optional.empty() : Optional.of(history.subList(last + 1, history.size()));
    }

    @Override
    public synchronized boolean holds(ChangeEvent change) {
        return behind(change, known)
                .filter(later -> later.stream().noneMatch(other -> other.time().equals(change.time())))
                .isPresent();
    }

    @Override
    public synchronized boolean isDelivered(ChangeEvent change) {
        return known.stream().anyMatch(other -> other.id().equals(change.id()) && other.vendorEvent() != null);
    }

    @Override
    public synchronized boolean knows(ChangeEvent change) {
        return known.stream().map(ChangeEvent::subject).anyMatch(change.subject()::equals);
    }

    @Override
    public synchronized boolean isBehind() {
        return behind;
    }

    @Override
    public synchronized CompletionStage<Boolean> refresh(Duration patience) {
        refreshes++;
        if (away) {
            return CompletableFuture.completedFuture(false);
        }
        if (holding) {
            CompletableFuture<Boolean> waiting = new CompletableFuture<>();
            held.add(waiting);
            return waiting;
        }
        readOn();
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized void forgetAll() {
        forgotten = published.size();
        known = List.of();
    }

    @Override
    public Optional<FollowedPlace> place(String asked) {
        return asked.equals(name) ? Optional.of(this) : Optional.empty();
    }
}
