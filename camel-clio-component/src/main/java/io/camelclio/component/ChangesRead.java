package io.camelclio.component;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.progress.ConfirmedDelivery;
import io.camelclio.pull.progress.ConfirmedPages;
import io.camelclio.pull.progress.ReadProgress;
import io.camelclio.pull.progress.Watermark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what changed since the watermark, which moves after the last page, when the route has finished every record, to
 * Clio's own time at the start of the read: without that time it stays, since our clock proves nothing about Clio's. A
 * read that was cut short goes on at the first page that was not confirmed.
 */
final class ChangesRead implements PollRead {

    private static final Logger LOG = LoggerFactory.getLogger(ChangesRead.class);

    private static final int MOST_RESTARTS = 2;

    private final ReadTarget target;
    private final PollRun run;
    private final ClioConnection connection;
    private final PollPlan plan;
    private final Watermark watermark;
    private final PollReading reading;
    private final Handover handover;
    private int restarts;
    private boolean undated;

    ChangesRead(
            ReadTarget target,
            PollRun run,
            PollPlan plan,
            Watermark watermark,
            PollReading reading,
            Handover handover) {
        this.target = target;
        this.run = run;
        this.connection = target.connection();
        this.plan = plan;
        this.watermark = watermark;
        this.reading = reading;
        this.handover = handover;
    }

    /** A read as it begins: its pages, the first of them already here, and Clio's time at its start if it said so. */
    private record Begun(PageWalk walk, PolledPage first, Optional<Instant> vendorTime) {}

    @Override
    public Optional<Instant> upTo() {
        return watermark.from();
    }

    @Override
    public Outcome run() throws Exception {
        Begun read = begin();
        Optional<Instant> upTo = read.vendorTime();
        int handed = beginsNow()
                ? 0
                : handAll(read, new KeptProgress(watermark, run, plan, connection, upTo, this::progressed));
        upTo.ifPresentOrElse(time -> run.keep(() -> watermark.moveTo(time)), this::stay);
        restarts = 0;
        return new Outcome(handed, upTo);
    }

    private void stay() {
        run.keep(watermark::startAgain);
        if (!undated) {
            LOG.warn(
                    "Clio's answer to the poll of {} on connection {} has no readable Date, so the cursor stays where it"
                            + " is and the next polls read the same again; look for a proxy on the way to Clio that"
                            + " takes the header away",
                    plan.path(),
                    connection.getName());
        }
        undated = true;
    }

    /** A read that begins again and again moves what is kept each time, and yet gets nowhere. */
    private void progressed() {
        if (restarts <= MOST_RESTARTS) {
            target.listener().progressed();
        }
    }

    private void startAgain() {
        restarts++;
        run.keep(watermark::startAgain);
    }

    private Begun begin() throws Exception {
        if (watermark.isMeantToBeReadAgain()) {
            target.memory().forgetAll();
        }
        Optional<ReadProgress> unfinished = watermark.unfinished(plan.requestDigest());
        if (unfinished.isPresent()) {
            try {
                return resume(unfinished.get());
            } catch (ClioException e) {
                if (!refusesThePage(e)) {
                    throw e;
                }
                LOG.info(
                        "Clio no longer gives the page of {} at which a read on connection {} was cut short ({}); the read starts again",
                        plan.path(),
                        connection.getName(),
                        e.kind());
                startAgain();
            }
        }
        Optional<Instant> since = beginsNow()
                ? Optional.of(connection.clock().instant())
                : watermark.from().or(plan.beginning()::time);
        PageWalk walk = walk(plan.reading().poll(since));
        PolledPage first = walk.next();
        return new Begun(walk, first, first.date());
    }

    private Begun resume(ReadProgress progress) throws Exception {
        String link = connection.address().resolve(progress.page()).toString();
        PageWalk walk = walk(plan.reading().poll(Optional.empty()).following(link));
        return new Begun(walk, walk.next(), Optional.of(progress.began()));
    }

    /** The next poll repeats the first call by itself; the pages after it are worth some patience. */
    private PageWalk walk(ClioCall first) throws ClioException {
        ClioCall list = plan.reading().poll(Optional.empty());
        return new PageWalk(connection.api(), list, first.mostRepeats(0), connection.clock(), run);
    }

    private static boolean refusesThePage(ClioException failure) {
        return switch (failure.kind()) {
            case INVALID_REQUEST, NOT_FOUND, CONFLICT, PRECONDITION_FAILED, VERSION_GONE -> true;
            case REDIRECTED, UNEXPECTED_ANSWER -> true;
            default -> false;
        };
    }

    /** The first read of a poll that begins now only learns Clio's time. */
    private boolean beginsNow() {
        return plan.beginning().isNow() && watermark.from().isEmpty();
    }

    private int handAll(Begun read, KeptProgress progress) throws Exception {
        int handed = 0;
        try (ConfirmedDelivery delivery = handover.open()) {
            PolledPage page = read.first();
            handed += hand(page, progress, delivery);
            while (read.walk().hasNext()) {
                run.goOn();
                page = read.walk().next();
                handed += hand(page, progress, delivery);
            }
            delivery.awaitAll();
        } catch (Exception e) {
            cutShort(progress, e);
            throw e;
        }
        return handed;
    }

    private int hand(PolledPage page, KeptProgress progress, ConfirmedDelivery delivery) throws Exception {
        List<PolledRecord> fresh = target.news(reading.records(page), run);
        ConfirmedPages.Page open =
                progress.pages().open(fresh.size(), page.next().orElse(null));
        handover.hand(fresh, delivery, record -> {
            target.confirm(record);
            progress.pages().confirm(open);
        });
        progress.keep();
        return fresh.size();
    }

    /** Where the pages themselves are wrong, what was kept of them leads nowhere. */
    private void cutShort(KeptProgress progress, Exception failure) {
        if (failure instanceof ClioException e && e.kind() == Kind.UNEXPECTED_ANSWER) {
            startAgain();
        } else {
            progress.keepAtEnd();
        }
    }
}
