package io.camelclio.component;

import io.camelclio.pull.ConfirmedDelivery;
import io.camelclio.pull.ConfirmedVersions;
import io.camelclio.pull.KnownRecords;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a list whole and compares it with what is known. A record is known once the route is done with it. One that is
 * missing from two whole reads in a row has vanished and is handed over as deleted: a list without an order may hide a row
 * once, and a deletion is final for whoever hears of it.
 */
final class FullRead implements PollRead {

    private final ClioConsumer consumer;
    private final ClioConnection connection;
    private final PollPlan plan;
    private final KnownRecords known;
    private final String stream;
    private final PollReading reading;
    private final Handover handover;
    private Set<String> missing = Set.of();
    private Instant upTo;

    FullRead(ClioConsumer consumer, PollPlan plan, KnownRecords known, PollReading reading, Handover handover) {
        this.consumer = consumer;
        this.connection = consumer.getEndpoint().getConnection();
        this.plan = plan;
        this.known = known;
        this.stream = consumer.getEndpoint().cursorName();
        this.reading = reading;
        this.handover = handover;
    }

    @Override
    public Optional<Instant> upTo() {
        return Optional.ofNullable(upTo);
    }

    @Override
    public Outcome run() throws Exception {
        PageWalk walk = new PageWalk(
                connection.api(),
                plan.reading().poll(Optional.empty()),
                plan.reading().poll(Optional.empty()).mostRepeats(0),
                connection.clock());
        PolledPage page = walk.next();
        Instant began = page.vendorTime();
        Set<String> seen = new HashSet<>();
        try (ConfirmedDelivery delivery = handover.open()) {
            int handed = hand(page, seen, delivery);
            while (walk.hasNext() && consumer.isPollAllowed()) {
                page = walk.next();
                handed += hand(page, seen, delivery);
            }
            delivery.awaitAll();
            if (walk.hasNext()) {
                return new Outcome(handed, Optional.empty());
            }
            handed += handVanished(page, seen, delivery);
            delivery.awaitAll();
            upTo = began;
            return new Outcome(handed, Optional.of(began));
        }
    }

    private int hand(PolledPage page, Set<String> seen, ConfirmedDelivery delivery) throws Exception {
        List<PolledRecord> records = reading.records(page);
        records.stream().filter(PolledRecord::isReadable).map(PolledRecord::id).forEach(seen::add);
        List<PolledRecord> fresh = records.stream().filter(this::isFresh).toList();
        handover.hand(fresh, delivery, record -> {
            if (record.isReadable()) {
                memory().confirm(record.change());
                known.remember(stream, record.id(), record.change().id());
            }
            consumer.confirmed();
        });
        consumer.handed(fresh.size());
        return fresh.size();
    }

    private boolean isFresh(PolledRecord record) {
        if (!record.isReadable()) {
            return true;
        }
        String version = record.change().id();
        if (known.version(stream, record.id()).filter(version::equals).isPresent()) {
            return false;
        }
        if (memory().isLast(record.change())) {
            known.remember(stream, record.id(), version);
            return false;
        }
        return true;
    }

    private int handVanished(PolledPage lastPage, Set<String> seen, ConfirmedDelivery delivery) throws Exception {
        Set<String> absent =
                known.ids(stream).stream().filter(id -> !seen.contains(id)).collect(Collectors.toSet());
        List<PolledRecord> vanished = absent.stream()
                .filter(missing::contains)
                .sorted()
                .map(id -> reading.vanished(id, lastPage))
                .toList();
        missing = absent;
        handover.handEach(vanished, delivery, record -> {
            memory().confirm(record.change());
            known.forget(stream, record.id());
        });
        consumer.handed(vanished.size());
        return vanished.size();
    }

    private ConfirmedVersions memory() {
        return consumer.getEndpoint().confirmed();
    }
}
