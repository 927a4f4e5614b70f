package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioApi;
import io.camelclio.component.api.ClioCall;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The pages of one read: while the route works on one, the next is on its way, and no more than that. Waits on the poll's
 * own thread, each time no longer than the calls' own deadlines or the end of the run.
 */
final class PageWalk {

    private final Clock clock;
    private final PollRun run;
    private final ClioPages pages;
    private CompletableFuture<ClioAnswer> coming;
    private Instant asked;

    /**
     * Asks for the first page.
     *
     * @param list what pages are followed with; its own first page is not asked for
     * @param first the call of the first page
     */
    PageWalk(ClioApi api, ClioCall list, ClioCall first, Clock clock, PollRun run) {
        this.run = run;
        this.clock = clock;
        this.pages = new ClioPages(api, list);
        this.asked = clock.instant();
        this.coming = api.send(first);
    }

    boolean hasNext() {
        return coming != null;
    }

    /** The next page, with the one after it already asked for. */
    PolledPage next() throws Exception {
        PolledPage page = new PolledPage(run.await(coming), asked);
        Optional<String> next = page.next();
        asked = clock.instant();
        coming = next.map(pages::follow).orElse(null);
        return page;
    }
}
