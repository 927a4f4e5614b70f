package io.camelclio.component;

import io.camelclio.pull.progress.ConfirmedPages;
import io.camelclio.pull.progress.ReadProgress;
import io.camelclio.pull.progress.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps how far a read has come beside its watermark, no more often than once a second. A link is kept without its host,
 * and only if it is a page of the list. Of a read whose beginning Clio did not date, nothing is kept.
 */
final class KeptProgress {

    private static final Logger LOG = LoggerFactory.getLogger(KeptProgress.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Watermark watermark;
    private final PollRun run;
    private final PollPlan plan;
    private final String connection;
    private final Optional<Instant> began;
    private final Clock clock;
    private final Runnable moved;
    private final ConfirmedPages pages = new ConfirmedPages();
    private String kept;
    private Instant keptAt;

    /**
     * @param began Clio's time at the start of the read; empty when it did not say
     * @param moved told each time that more is kept than before
     */
    KeptProgress(
            Watermark watermark,
            PollRun run,
            PollPlan plan,
            ClioConnection connection,
            Optional<Instant> began,
            Runnable moved) {
        this.watermark = watermark;
        this.run = run;
        this.plan = plan;
        this.connection = connection.getName();
        this.began = began;
        this.clock = connection.clock();
        this.moved = moved;
        this.keptAt = clock.instant();
    }

    ConfirmedPages pages() {
        return pages;
    }

    /** Keeps the progress, unless that was done a moment ago. */
    void keep() {
        if (Duration.between(keptAt, clock.instant()).compareTo(PAUSE) >= 0) {
            keepNow();
        }
    }

    /** Keeps the progress of a read that ends early, whose own failure matters more than one of keeping it. */
    void keepAtEnd() {
        try {
            keepNow();
        } catch (RuntimeException e) {
            LOG.debug(
                    "The progress of a read of {} on connection {} could not be kept; it is read again",
                    plan.path(),
                    connection,
                    e);
        }
    }

    private void keepNow() {
        Optional<String> page = pages.resumeAt().flatMap(plan::pageOfThisList).filter(link -> !link.equals(kept));
        if (page.isPresent() && began.isPresent()) {
            ReadProgress progress = new ReadProgress(began.get(), plan.requestDigest(), page.get());
            run.keep(() -> watermark.keep(progress));
            kept = page.get();
            moved.run();
        }
        keptAt = clock.instant();
    }
}
