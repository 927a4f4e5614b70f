package io.camelclio.component;

import java.time.Instant;
import java.util.Optional;

/** The way one poll finds out what is new, hands it to the route and remembers what the route confirmed. */
interface PollRead {

    /**
     * Reads once, to the end or to the first failure.
     *
     * @throws PollStoppedException when the consumer was stopped in the middle; what was confirmed is kept
     * @throws Exception the first failure, of Clio, the route or what keeps the cursor; nothing is lost by it
     */
    Outcome run() throws Exception;

    /** Whatever Clio changed before is confirmed; empty when nothing was ever read to the end. */
    Optional<Instant> upTo();

    /**
     * How a read ended.
     *
     * @param handed how many records were handed to the route
     * @param upTo whatever Clio changed before is confirmed now, or left to deliveries; empty when Clio did not say its time
     */
    record Outcome(int handed, Optional<Instant> upTo) {}
}
