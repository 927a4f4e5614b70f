package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.Settled;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a list for a consumer that is no poll, when that asks for it, and hands over what its route has not confirmed: what
 * changed since a watermark, or whatever differs from what is known. Reads run on the caller's thread, one after the
 * other, and end for good with {@link #end}. Internal: it belongs to the repair of webhooks.
 */
public final class ListRepair {

    private static final Logger LOG = LoggerFactory.getLogger(ListRepair.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final PollPlan plan;
    private final PollReading reading;
    private final ReadTarget target;
    private final ReadTarget unknownOnly;
    private final KnownList known;
    private final Watermark watermark;
    private final PollRun run;
    private final NewestTimes newest = new NewestTimes(ConfirmedVersions.RECORDS);
    private final AtomicBoolean toldFull = new AtomicBoolean();

    /**
     * A way to read a list.
     *
     * @param endpoint says what is read, and how; initialised
     * @param consumer whose route takes the records
     * @param memory what that consumer has confirmed lately
     * @param known what was confirmed of the list
     * @param lifeCycles kinds of events that show a whole record too, and by which it may be known
     * @param watermark up to when every change is confirmed
     * @param allowed whether a read may take its next step; asked often, must not wait
     * @param handed told how many records went to the route
     * @throws IllegalArgumentException when the list cannot be read as the endpoint says
     */
    public ListRepair(
            ClioEndpoint endpoint,
            DefaultConsumer consumer,
            ConfirmedVersions memory,
            KnownRecords known,
            Set<ChangeKind> lifeCycles,
            Watermark watermark,
            BooleanSupplier allowed,
            IntConsumer handed) {
        this.plan = new PollPlan(endpoint);
        this.reading =
                new PollReading(plan, new ClioChanges(endpoint.getConnection().source(), plan.parents()));
        this.known = new KnownList(known, list(endpoint, plan), record -> reading.identities(record, lifeCycles));
        this.watermark = watermark;
        this.target = new ReadTarget(consumer, endpoint.getConnection(), memory, new Noting(handed));
        this.unknownOnly = new ReadTarget(consumer, endpoint.getConnection(), memory, new NotingUnknown(handed));
        this.run = new PollRun(allowed, LONGEST_STOP);
    }

    /**
     * The list that an endpoint reads, as those know it who keep known records.
     *
     * @throws IllegalArgumentException when it cannot be read as the endpoint says
     */
    public static RecordList listOf(ClioEndpoint endpoint) {
        return list(endpoint, new PollPlan(endpoint));
    }

    /** Records in the trash are told apart, and do not make the list another one. */
    private static RecordList list(ClioEndpoint endpoint, PollPlan plan) {
        RecordList list = endpoint.list(plan);
        return new RecordList(list.name(), list.source(), list.entity(), list.parents(), list.destination(), true);
    }

    /**
     * The records are delivered too: polls that share the memory leave to deliveries what is not settled, until
     * {@link #end}.
     */
    public void share(Settled settled) {
        target.memory().deliver(plan.resource().entity(), settled);
    }

    /** Ends the read under way, which keeps how far it has come. Waits for it a few seconds at most. */
    public void end() {
        target.memory().endDelivery(plan.resource().entity());
        run.end();
    }

    /** Whether Clio can be asked for what changed since a time; without that only a comparison finds it. */
    public boolean isIncremental() {
        return !plan.isFullRead();
    }

    /** What was confirmed lately has another shape than it is to have: the next read hands it over again. */
    public void forgetConfirmed() {
        target.memory().forgetAll();
    }

    /**
     * Reads what changed since the watermark, an overlap earlier, or everything if there is none, and moves the watermark
     * to Clio's time at the beginning of the read, or to where it leaves changes to deliveries. A read that was cut short goes
     * on where it was.
     *
     * @return how many records were handed over
     * @throws CancellationException when it was ended before its end
     * @throws Exception the first failure, of Clio, the route or what keeps the watermark; nothing is lost by it
     */
    public int readChanges(Settled settled) throws Exception {
        return read(target, settled);
    }

    /**
     * Reads as {@link #readChanges} does, and hands over only what is not known, whichever replica confirmed it.
     *
     * @return how many records were handed over
     * @throws CancellationException when it was ended before its end
     * @throws Exception the first failure, of Clio, the route or what keeps the watermark or the known records; nothing is
     *     lost by it
     */
    public int recheckChanges(Settled settled) throws Exception {
        known.prepare();
        return read(unknownOnly, settled);
    }

    private int read(ReadTarget target, Settled settled) throws Exception {
        ChangesRead read = new ChangesRead(target, run, plan, watermark, reading, handover(target), settled);
        int handed = 0;
        boolean resumed;
        do {
            // What a read goes on with began before whatever interrupted it.
            resumed = watermark.unfinished(plan.requestDigest()).isPresent();
            handed += run.read(read::run).handed();
        } while (resumed);
        return handed;
    }

    /**
     * Compares all of the list with what is known, and hands over what differs. What the list lacks is told only by a
     * second look, when whatever was under way has come.
     *
     * @param newsFrom a record that is not known and was last changed before is noted as known, not handed over
     * @param settled what changed later does not count
     * @param deletions whether records that Clio has no more are handed over as deleted
     * @param mostDeleted with more records lacking than this, none is taken for deleted
     * @throws CancellationException when it was ended before its end
     * @throws Exception the first failure, of Clio, the route or what keeps the known records; nothing is lost by it
     */
    public ListComparison compare(Instant newsFrom, Settled settled, boolean deletions, int mostDeleted)
            throws Exception {
        return run.read(() -> comparing(new ComparingRead.Scope(newsFrom, settled, deletions, mostDeleted))
                .run());
    }

    /**
     * Asks Clio for each record that a comparison found lacking and no delivery told of since, and hands over as deleted
     * what is gone.
     *
     * @param settled what changed later does not count
     * @return what both looks have found
     * @throws CancellationException when it was ended before its end
     * @throws Exception the first failure, of Clio, the route or what keeps the known records; nothing is lost by it
     */
    public ListComparison lookAgain(ListComparison first, Settled settled) throws Exception {
        return run.read(() -> comparing(new ComparingRead.Scope(Instant.MIN, settled, true, Integer.MAX_VALUE))
                .lookAgain(first));
    }

    private ComparingRead comparing(ComparingRead.Scope scope) {
        return new ComparingRead(target, run, plan, known, reading, handover(target), scope);
    }

    private Handover handover(ReadTarget target) {
        return new Handover(target, run, plan);
    }

    /**
     * A change of a record of the list is confirmed, however it came. Never waits and never throws.
     *
     * @param kind life-cycle events say nothing of the record's state and are left out
     */
    public void confirmed(String recordId, ChangeKind kind, ChangeEvent change) {
        try {
            if (!newest.take(recordId, kind, change)) {
                return;
            }
            if (kind.equals(ChangeKind.DELETED)) {
                known.forget(recordId);
            } else if (kind.equals(ChangeKind.STATE)) {
                known.remember(recordId, change.id());
            }
        } catch (RuntimeException e) {
            if (toldFull.compareAndSet(false, true)) {
                LOG.warn(
                        "What is confirmed of {} on connection {} cannot all be noted, so a comparison will hand it over"
                                + " again. {}",
                        plan.path(),
                        target.connection().getName(),
                        e.getMessage());
            }
        }
    }

    /** Notes what reads confirm as known, as it notes what comes by delivery. */
    private class Noting implements ReadListener {

        private final IntConsumer handed;

        private Noting(IntConsumer handed) {
            this.handed = handed;
        }

        @Override
        public void handed(int records) {
            handed.accept(records);
        }

        @Override
        public boolean isOutdated(PolledRecord record) {
            return newest.isAfter(record.id(), record.change());
        }

        @Override
        public boolean isBack(PolledRecord record) {
            return newest.isBack(record.id(), record.change());
        }

        @Override
        public void confirmed(PolledRecord record) {
            ListRepair.this.confirmed(
                    record.id(), record.deleted() ? ChangeKind.DELETED : ChangeKind.STATE, record.change());
        }

        @Override
        public void progressed() {
            // Whoever asked for the read sees it end.
        }
    }

    /** What is known needs no second time, while its shape is the same. */
    private final class NotingUnknown extends Noting {

        private NotingUnknown(IntConsumer handed) {
            super(handed);
        }

        @Override
        public boolean isOutdated(PolledRecord record) {
            return super.isOutdated(record) || known.holds(record);
        }
    }
}
