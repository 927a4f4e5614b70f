package io.camelclio.pull.progress;

import io.camelclio.event.ChangeEvent;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A place that changes are published to, such as a topic, followed as it grows: whoever published them, of each record the
 * last changes of late are known. What was published before it was followed, or is too much to be remembered, is not. Called
 * by several threads.
 */
public interface FollowedPlace {

    /**
     * Whether this change is there with nothing but newer changes of its record behind it, as far as is known by now. False
     * where nothing is known, so that a yes alone proves something: this very change is there. That nothing older came after
     * it is certain only right after a {@link #refresh}. Never waits.
     */
    boolean isPublished(ChangeEvent change);

    /**
     * Whether this change is there and counts for more than all others of the same time, so that the rule of what is newer
     * finds it wherever it lies: of what is older and came late nothing has to be put right. False where nothing is known, so
     * that a yes alone proves something. Never waits.
     */
    boolean holds(ChangeEvent change);

    /**
     * Whether this change is there as a delivery brought it, whatever is behind it: that its delivery comes once more tells
     * nothing new. False where nothing is known, so that a yes alone proves something. Never waits.
     */
    boolean isDelivered(ChangeEvent change);

    /** Whether anything is known of the record that this is a change of, be it other changes. Never waits. */
    boolean knows(ChangeEvent change);

    /**
     * Whether much may be there that is not known yet though it will be soon, at a start say: then a no of {@link #isPublished}
     * means little, and a {@link #refresh} is worth its time. Never waits.
     */
    boolean isBehind();

    /**
     * Looks up all that is there when this is called. Never fails and never waits; many may ask at the same time.
     *
     * @param patience the longest time to the answer
     * @return true once all that was there is known; false when that cannot be known in time. Comes on a thread that belongs
     *     to the place, so go on with work on another one
     */
    CompletionStage<Boolean> refresh(Duration patience);

    /** What is there by now counts no more, known already or not: it is wanted once more, in another shape say. Never waits. */
    void forgetAll();
}
