package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.progress.ConfirmedDelivery;
import io.camelclio.pull.progress.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the versions of all records of a list with those that are known, and hands over what differs. Pages hold no
 * more than the versions where that is possible; only what differs is read whole. A known record that the list lacks is
 * deleted only if no delivery told of it until a second look some minutes later, and Clio, asked for it by its id then,
 * says that there is none: a list without an order may hide a row, and a deletion is final for whoever hears of it.
 */
final class ComparingRead {

    private static final Logger LOG = LoggerFactory.getLogger(ComparingRead.class);

    /** Ids in one address; with this many it stays well below what servers take. */
    private static final int IDS_PER_CALL = 100;

    /**
     * What the comparison is about.
     *
     * @param newsFrom a record that is not known and was last changed before is noted as known, not handed over
     * @param settled what changed later does not count
     * @param deletions whether records that Clio has no more are handed over as deleted
     * @param mostDeleted with more records lacking than this, none is taken for deleted
     */
    record Scope(Instant newsFrom, Settled settled, boolean deletions, int mostDeleted) {}

    private final ReadTarget target;
    private final PollRun run;
    private final ClioConnection connection;
    private final PollPlan plan;
    private final KnownList known;
    private final PollReading reading;
    private final Handover handover;
    private final Scope scope;
    private final boolean pagesAreWhole;

    private final Set<String> met = new HashSet<>();
    private final List<String> differing = new ArrayList<>();
    private Instant settledUntil = Instant.MAX;
    private boolean unreadable;
    private int missing;
    private int deleted;
    private int noted;
    private int untold;
    private int calls;

    ComparingRead(
            ReadTarget target,
            PollRun run,
            PollPlan plan,
            KnownList known,
            PollReading reading,
            Handover handover,
            Scope scope) {
        this.target = target;
        this.run = run;
        this.connection = target.connection();
        this.plan = plan;
        this.known = known;
        this.reading = reading;
        this.handover = handover;
        this.scope = scope;
        this.pagesAreWhole = plan.versions().describe().equals(plan.reading().describe());
    }

    /**
     * Compares once, to the end or to the first failure.
     *
     * @throws PollStoppedException when the consumer was stopped in the middle
     * @throws Exception the first failure, of Clio, the route or what keeps the known records; nothing is lost by it
     */
    ListComparison run() throws Exception {
        known.prepare();
        Set<String> knownBefore = known.ids();
        PageWalk walk = walk(plan.versions().poll(Optional.empty()));
        PolledPage page = next(walk);
        Instant began = page.vendorTime();
        settle(began);
        try (ConfirmedDelivery delivery = handover.open()) {
            compare(page, delivery);
            while (walk.hasNext()) {
                run.goOn();
                page = next(walk);
                compare(page, delivery);
            }
            readDiffering(delivery);
            delivery.awaitAll();
            ListComparison.Lacking lacking =
                    new ListComparison.Lacking(lacking(knownBefore), page.vendorTime(), page.asOf());
            Instant upTo = began.isBefore(settledUntil) ? began : settledUntil;
            return new ListComparison(upTo, met.size(), missing, deleted, noted, untold, lacking, calls);
        }
    }

    private void settle(Instant now) {
        settledUntil = scope.settled().until(now);
    }

    /**
     * Asks Clio for each record that a first look found lacking and that is known as it was then: of others a delivery has
     * told meanwhile.
     *
     * @throws PollStoppedException when the consumer was stopped in the middle
     * @throws Exception the first failure, of Clio, the route or what keeps the known records; nothing is lost by it
     */
    ListComparison lookAgain(ListComparison first) throws Exception {
        known.prepare();
        settle(connection.clock().instant());
        try (ConfirmedDelivery delivery = handover.open()) {
            for (Map.Entry<String, String> lacking : first.lacking().versions().entrySet()) {
                run.goOn();
                if (known.isKnownAs(lacking.getKey(), lacking.getValue())) {
                    ask(lacking.getKey(), lacking.getValue(), first.lacking(), delivery);
                }
            }
            delivery.awaitAll();
        }
        return first.afterSecondLook(missing, deleted, untold, calls);
    }

    private PageWalk walk(ClioCall first) throws ClioException {
        return new PageWalk(connection.api(), plan.versions().poll(Optional.empty()), first, connection.clock(), run);
    }

    private PolledPage next(PageWalk walk) throws Exception {
        calls++;
        return walk.next();
    }

    private void compare(PolledPage page, ConfirmedDelivery delivery) throws Exception {
        List<PolledRecord> whole = new ArrayList<>();
        for (PolledRecord record : reading.records(page)) {
            if (!record.isReadable()) {
                unreadable = true;
                if (pagesAreWhole) {
                    hand(record, delivery);
                }
                continue;
            }
            met.add(record.id());
            if (!differs(record)) {
                continue;
            }
            if (pagesAreWhole) {
                whole.add(record);
            } else {
                differing.add(record.id());
            }
        }
        handNews(whole, delivery);
        while (differing.size() >= IDS_PER_CALL) {
            readDiffering(delivery);
        }
    }

    private boolean differs(PolledRecord record) {
        Optional<String> version = known.version(record.id());
        if (record.deleted()) {
            return version.isPresent() && scope.deletions() && !isRecent(record);
        }
        if (known.holds(record)) {
            return false;
        }
        if (!target.isNews(record, known)) {
            rememberIfConfirmed(record);
            return false;
        }
        if (isRecent(record)) {
            return false;
        }
        if (version.isEmpty()
                && record.change().time().isBefore(scope.newsFrom())
                && !target.listener().isBack(record)) {
            known.remember(record);
            noted++;
            return false;
        }
        return true;
    }

    /** Its delivery may be under way; if it is lost, the next read finds it. */
    private boolean isRecent(PolledRecord record) {
        return record.isChangedAfter(settledUntil);
    }

    /** One that a newer state has overtaken would be known as it was, even if the newer state is its deletion. */
    private void rememberIfConfirmed(PolledRecord record) {
        if (target.isConfirmedLast(record)) {
            known.remember(record);
        }
    }

    /** What is gone by now is not in the answer; a record that changed again meanwhile comes as it is now. */
    private void readDiffering(ConfirmedDelivery delivery) throws Exception {
        if (differing.isEmpty()) {
            return;
        }
        run.goOn();
        List<String> ids = differing.subList(0, Math.min(IDS_PER_CALL, differing.size()));
        PageWalk walk = walk(plan.reading().poll(ids));
        ids.clear();
        while (walk.hasNext()) {
            handNews(reading.records(next(walk)), delivery);
        }
    }

    /** What the place shows as it is need not go there again, though what is known does not tell so yet. */
    private void handNews(List<PolledRecord> records, ConfirmedDelivery delivery) throws Exception {
        List<PolledRecord> news = records.stream().filter(this::isNews).toList();
        Predicate<PolledRecord> isThere = target.shown(news, run);
        for (PolledRecord record : news) {
            if (isThere.test(record)) {
                known.remember(record);
            } else {
                count(record);
                hand(record, delivery);
            }
        }
    }

    private boolean isNews(PolledRecord record) {
        boolean isKnown = record.isReadable() && known.holds(record);
        return !isKnown && target.isNews(record, known) && !(record.isReadable() && isRecent(record));
    }

    private void count(PolledRecord record) {
        if (record.deleted()) {
            deleted++;
        } else {
            missing++;
        }
    }

    private void hand(PolledRecord record, ConfirmedDelivery delivery) throws Exception {
        handover.handEach(List.of(record), delivery, target::confirm);
    }

    /** The versions of what is known and not in the list, by id; none where nothing can be told of them. */
    private Map<String, String> lacking(Set<String> knownBefore) {
        Map<String, String> lacking = new TreeMap<>();
        if (!scope.deletions()) {
            return lacking;
        }
        for (String id : knownBefore) {
            if (!met.contains(id)) {
                known.version(id).ifPresent(version -> lacking.put(id, version));
            }
        }
        Optional<String> doubt = doubt(lacking.size());
        if (doubt.isEmpty()) {
            return lacking;
        }
        warn(lacking.size(), doubt.get());
        untold += lacking.size();
        return Map.of();
    }

    /** Why records that the list lacks may be there all the same; empty when Clio can be asked for each. */
    private Optional<String> doubt(int lacking) {
        if (lacking == 0) {
            return Optional.empty();
        }
        if (unreadable) {
            return Optional.of("one of the records that it has cannot be read, and may be any of them");
        }
        if (met.isEmpty()) {
            return Optional.of("it has none at all, as a list has whose permission was taken away");
        }
        return lacking <= scope.mostDeleted()
                ? Optional.empty()
                : Optional.of("they are more than option maxDeleted allows (" + scope.mostDeleted()
                        + "), as many may be when the permissions of the connection's user shrank");
    }

    private void warn(int lacking, String why) {
        LOG.warn(
                "Clio's list of {} on connection {} lacks {} records that are known, and none is taken for deleted: {}."
                        + " Look whether Clio still shows them to the connection's user; if they are deleted, raise option"
                        + " maxDeleted for once",
                plan.path(),
                connection.getName(),
                lacking,
                why);
    }

    /** Clio tells by 404 that a record is gone, and by the record that it is not; 403 tells nothing. */
    private void ask(String id, String version, ListComparison.Lacking seen, ConfirmedDelivery delivery)
            throws Exception {
        calls++;
        Instant asked = connection.clock().instant();
        try {
            ClioAnswer answer = run.await(connection.api().send(plan.reading().poll(plan.path(), id)));
            handNews(List.of(reading.record(answer, asked)), delivery);
            return;
        } catch (ClioException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                untold++;
                return;
            }
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
        PolledRecord told = reading.deletion(id, seen.vendorTime(), seen.asOf());
        if (target.isNews(told, known)) {
            deleted++;
            PolledRecord found = reading.vanished(id, version, seen.vendorTime(), seen.asOf());
            handover.handEach(List.of(found), delivery, confirmed -> target.confirmVanished(confirmed, told));
        } else {
            known.forget(id);
        }
    }
}
