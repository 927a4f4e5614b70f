package io.camelclio.pull.rate;

import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;

/** No turn came in the time the caller was ready to wait. Nothing was sent, so the call may be repeated. */
public class BudgetExhaustedException extends RejectedExecutionException {

    private static final long serialVersionUID = 1L;

    /** @param freeAt when the next place is free, at the soonest; others may wait for it already */
    BudgetExhaustedException(String what, Instant freeAt) {
        super(what + "; the next place is free at " + freeAt + " at the soonest");
    }
}
