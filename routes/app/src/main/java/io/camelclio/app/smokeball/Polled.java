package io.camelclio.app.smokeball;

import java.time.Instant;

/** What a route polls. */
interface Polled {

    /**
     * Starts a poll. May wait, for a bounded time.
     *
     * @throws RuntimeException when what is known or how far it was read cannot be looked up now
     */
    ReadingPlan begin(Instant now);

    /** Another time of leading begins. Others may have read meanwhile, so what earlier reads lacked proves nothing. */
    void forgetDoubts();
}
