package io.camelclio.pull.rate;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The right to make one call. The vendor counts a call at some moment between its start and its answer, so its place is
 * free again one window after the answer; whoever holds a turn therefore says when the call has ended.
 */
public final class Turn {

    private final RateBudget budget;
    private final Places.Place place;
    private final Duration waited;

    Turn(RateBudget budget, Places.Place place, Duration waited) {
        this.budget = budget;
        this.place = place;
        this.waited = waited;
    }

    /** How long the call waited for its turn. */
    public Duration waited() {
        return waited;
    }

    /** The call has ended, with an answer or without one. Repeating it has no effect. */
    public void answered() {
        budget.answered(place);
    }

    /** The call was never sent: its place is free at once. Has no effect after {@link #answered}. */
    public void unused() {
        budget.giveBack(place);
    }

    /**
     * What the answer to this call said of the vendor's own count. Calls that it counts and we did not make are held as
     * used until the reset.
     *
     * @param limit calls per window, ignored below one; empty when the answer does not say
     * @param remaining calls that the vendor still admits; empty when the answer does not say
     * @param untilReset how long the vendor's count lasts from now
     */
    public void reported(OptionalInt limit, OptionalInt remaining, Duration untilReset) {
        budget.reported(place, limit, remaining, untilReset);
    }
}
