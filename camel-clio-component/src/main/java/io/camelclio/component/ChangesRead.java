package io.camelclio.component;

import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.progress.Claims;
import io.camelclio.pull.progress.ConfirmedDelivery;
import io.camelclio.pull.progress.ConfirmedPages;
import io.camelclio.pull.progress.ReadProgress;
import io.camelclio.pull.progress.Settled;
import io.camelclio.pull.progress.Watermark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what changed since the watermark, which moves after the last page, when the route has finished every record, to
 * Clio's own time at the start of the read: without that time it stays, since our clock proves nothing about Clio's. What
 * changed so lately that it is left to deliveries is not handed over, and the watermark stays before it. A
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
    private final Settled settled;
    private int restarts;
    private boolean undated;

    ChangesRead(
            ReadTarget target,
            PollRun run,
            PollPlan plan,
            Watermark watermark,
            PollReading reading,
            Handover handover,
            Settled settled) {
        this.target = target;
        this.run = run;
        this.connection = target.connection();
        this.plan = plan;
        this.watermark = watermark;
        this.reading = reading;
        this.handover = handover;
        this.settled = settled;
    }

    /**
     * A read as it begins: its pages, the first of them already here.
     *
     * @param began Clio's time at its start; empty if Clio did not say
     * @param settled what changed after this is left to deliveries
     */
    private record Begun(PageWalk walk, PolledPage first, Optional<Instant> began, Instant settled) {

        /** What changed before is confirmed when it ends. */
        Optional<Instant> upTo() {
            return began.map(this::upTo);
        }

        private Instant upTo(Instant began) {
            return began.isBefore(settled) ? began : settled;
        }
    }

    @Override
    public Optional<Instant> upTo() {
        return watermark.from();
    }

    @Override
    public Outcome run() throws Exception {
        Begun read = begin();
        int handed = beginsNow()
                ? 0
                : handAll(read, new KeptProgress(watermark, run, plan, connection, read.upTo(), this::progressed));
        read.began().ifPresentOrElse(began -> run.keep(() -> watermark.moveTo(read.upTo(began), began)), this::stay);
        restarts = 0;
        return new Outcome(handed, read.began());
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
        boolean isWholeWanted = beginsNow() || watermark.isSetBack();
        return new Begun(walk, first, first.date(), isWholeWanted ? Instant.MAX : settled(first.date()));
    }

    private Begun resume(ReadProgress progress) throws Exception {
        String link = connection.address().resolve(progress.page()).toString();
        PageWalk walk = walk(plan.reading().poll(Optional.empty()).following(link));
        PolledPage first = walk.next();
        Optional<Instant> began = Optional.of(progress.began());
        // It is kept before what was left to deliveries, so that no more must be left.
        boolean leaves = settled(began).isBefore(Instant.MAX);
        return new Begun(walk, first, began, leaves ? progress.began() : Instant.MAX);
    }

    private Instant settled(Optional<Instant> began) {
        return began.map(settled::until).orElse(Instant.MAX);
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
        try (Claims claims = target.memory().claims();
                ConfirmedDelivery delivery = handover.open()) {
            PolledPage page = read.first();
            handed += hand(page, read, claims, progress, delivery);
            while (read.walk().hasNext()) {
                run.goOn();
                page = read.walk().next();
                handed += hand(page, read, claims, progress, delivery);
            }
            delivery.awaitAll();
        } catch (Exception e) {
            cutShort(progress, e);
            throw e;
        }
        return handed;
    }

    private int hand(PolledPage page, Begun read, Claims claims, KeptProgress progress, ConfirmedDelivery delivery)
            throws Exception {
        List<PolledRecord> taken = reading.records(page).stream()
                .filter(record -> !record.isChangedAfter(read.settled()))
                .toList();
        List<PolledRecord> fresh = target.news(taken, claims, run);
        ConfirmedPages.Page open =
                progress.pages().open(fresh.size(), page.next().orElse(null));
        handover.hand(fresh, delivery, record -> {
            target.confirm(record, claims);
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
