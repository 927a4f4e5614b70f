package io.camelclio.component;

import io.camelclio.pull.progress.ConfirmedDelivery;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a list whole and compares it with what is known. A record is known once the route is done with it. One that is
 * missing from two whole reads, and was met by none in between, has vanished and is handed over as deleted: a list without
 * an order may hide a row once, and a deletion is final for whoever hears of it. For that reason a read that met an unreadable record, which may be
 * any of the missing ones, tells nothing about them, and neither does one that met no record at all, as one does whose
 * permission was taken away.
 */
final class FullRead implements PollRead {

    private static final Logger LOG = LoggerFactory.getLogger(FullRead.class);

    private final ReadTarget target;
    private final PollRun run;
    private final ClioConnection connection;
    private final PollPlan plan;
    private final KnownList known;
    private final PollReading reading;
    private final Handover handover;
    private final Set<String> missing = new HashSet<>();
    private Instant upTo;
    private boolean empty;

    /** What one read met: which records, and whether each of them could be told. */
    private static final class Met {

        private final Set<String> ids = new HashSet<>();
        private boolean unreadable;

        private void add(PolledRecord record) {
            if (record.isReadable()) {
                ids.add(record.id());
            } else {
                unreadable = true;
            }
        }
    }

    FullRead(ReadTarget target, PollRun run, PollPlan plan, KnownList known, PollReading reading, Handover handover) {
        this.target = target;
        this.run = run;
        this.connection = target.connection();
        this.plan = plan;
        this.known = known;
        this.reading = reading;
        this.handover = handover;
    }

    @Override
    public Optional<Instant> upTo() {
        return Optional.ofNullable(upTo);
    }

    @Override
    public Outcome run() throws Exception {
        known.prepare();
        PageWalk walk = new PageWalk(
                connection.api(),
                plan.reading().poll(Optional.empty()),
                plan.reading().poll(Optional.empty()).mostRepeats(0),
                connection.clock(),
                run);
        PolledPage page = walk.next();
        Instant began = page.vendorTime();
        Met met = new Met();
        try (ConfirmedDelivery delivery = handover.open()) {
            int handed = hand(page, met, delivery);
            while (walk.hasNext()) {
                run.goOn();
                page = walk.next();
                handed += hand(page, met, delivery);
            }
            delivery.awaitAll();
            handed += handVanished(page, met, delivery);
            upTo = began;
            return new Outcome(handed, Optional.of(began));
        }
    }

    private int hand(PolledPage page, Met met, ConfirmedDelivery delivery) throws Exception {
        List<PolledRecord> records = reading.records(page);
        records.forEach(met::add);
        records.stream().filter(PolledRecord::isReadable).map(PolledRecord::id).forEach(missing::remove);
        List<PolledRecord> fresh = records.stream().filter(this::isFresh).toList();
        handover.hand(fresh, delivery, record -> {
            target.confirm(record);
            if (record.isReadable()) {
                known.remember(record);
                target.listener().progressed();
            }
        });
        return fresh.size();
    }

    private boolean isFresh(PolledRecord record) {
        if (!record.isReadable()) {
            return true;
        }
        if (known.holds(record)) {
            return false;
        }
        if (target.isNews(record, known)) {
            return true;
        }
        known.remember(record);
        return false;
    }

    private int handVanished(PolledPage lastPage, Met met, ConfirmedDelivery delivery) throws Exception {
        Set<String> absent =
                known.ids().stream().filter(id -> !met.ids.contains(id)).collect(Collectors.toSet());
        if (met.unreadable || isSuddenlyEmpty(met, absent)) {
            return 0;
        }
        List<PolledRecord> vanished = absent.stream()
                .filter(missing::contains)
                .sorted()
                .filter(id -> isDeletionNews(id, lastPage))
                .map(id -> vanished(id, lastPage))
                .toList();
        missing.clear();
        missing.addAll(absent);
        handover.handEach(vanished, delivery, record -> {
            target.confirmVanished(record, asDelivered(record.id(), lastPage));
            known.forget(record.id());
        });
        delivery.awaitAll();
        vanished.forEach(record -> missing.remove(record.id()));
        return vanished.size();
    }

    private boolean isSuddenlyEmpty(Met met, Set<String> absent) {
        boolean wasEmpty = empty;
        empty = met.ids.isEmpty() && !absent.isEmpty();
        if (empty && !wasEmpty) {
            LOG.warn(
                    "The list of {} on connection {} is empty, but {} of its records are known; none is taken for deleted,"
                            + " since a list whose permission was taken away looks the same. Look whether Clio still"
                            + " shows the connection's user these records; if they are gone, their deletions follow once"
                            + " the list holds a record again",
                    plan.path(),
                    connection.getName(),
                    absent.size());
        }
        return empty;
    }

    private PolledRecord vanished(String id, PolledPage lastPage) {
        String lastKnown = known.version(id).orElse("");
        return reading.vanished(id, lastKnown, lastPage.vendorTime(), lastPage.asOf());
    }

    private PolledRecord asDelivered(String id, PolledPage lastPage) {
        return reading.deletion(id, lastPage.vendorTime(), lastPage.asOf());
    }

    /** A deletion that came another way, by a webhook say, is not sent again. */
    private boolean isDeletionNews(String id, PolledPage lastPage) {
        if (target.isNews(asDelivered(id, lastPage), known)) {
            return true;
        }
        known.forget(id);
        return false;
    }
}
