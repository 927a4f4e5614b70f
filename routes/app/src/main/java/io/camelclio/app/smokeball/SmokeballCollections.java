package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.record.MalformedRecordException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code smokeball} of the Kamelet {@code smokeball-source}: one account's collections. A read that fails anywhere
 * leaves the watermark where it was; what was confirmed is not emitted again.
 */
public final class SmokeballCollections {

    /** Holds the record itself, for {@link #open}; the sink lets no such header out. */
    public static final String RECORD_HEADER = "SmokeballRecord";

    private static final Logger LOG = LoggerFactory.getLogger(SmokeballCollections.class);

    private static final String POLL = "poll";

    private final ChangeSource source;
    private final SmokeballConnection connection;
    private final PolledRoutes routes;
    private final Function<String, ?> terms;
    private final Clock clock;

    /**
     * @param lasting what outlives the process of what is known, where that is kept
     * @param inMemory for what that does not keep
     * @param terms by the name of a lock, what tells the time of leading under way from others; fails when this process does
     *     not lead
     */
    public SmokeballCollections(
            SmokeballConnection connection,
            Collections collections,
            KeptReads kept,
            Optional<KnownRecords> lasting,
            KnownRecords inMemory,
            Function<String, ?> terms,
            Clock clock) {
        this.source = new ChangeSource("smokeball", connection.getName());
        this.connection = connection;
        this.routes = new PolledRoutes(connection, collections, kept, lasting, inMemory, clock);
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * Starts a poll from where the last whole one began, or came to, if one is due; else one of no more than what was hinted
     * at. Call it as often as a hint should be noticed.
     *
     * @param routeId of the route that polls; two routes must not read the same, since each would take the other's progress for
     *     its own
     * @param lock by which it is known that no other process polls this
     * @param resource a path that stands for the collection's own; empty for that
     * @param pageSize records on one page, 1 to 500
     * @param filters as in a query, {@code Status=Open&Status=Closed}; empty for none
     * @param memory the topic that the records go to, so that what is known of it counts here; empty for none
     * @param sweepPeriod how often everything is read, in milliseconds; 0 for only once
     * @param parentFilters filters for the outermost parents, where the collection stands under some; empty for none
     * @param roundPeriod how often all parents are asked, in milliseconds, 1 or more
     * @param period time between two polls, in milliseconds; 0 for none
     * @param maxDeleted the most records that one read, or one round, takes for deleted because they are missing, 1 or more
     * @param overlap how long before the beginning of the last poll a poll for changes begins, in milliseconds; 0 for not at all
     * @throws IllegalArgumentException naming the parameter of the route that is wrong
     */
    public SmokeballPoll begin(
            String routeId,
            String lock,
            String entity,
            String resource,
            int pageSize,
            String filters,
            String memory,
            long sweepPeriod,
            String parentFilters,
            long roundPeriod,
            long period,
            int maxDeleted,
            long overlap) {
        RouteParameters parameters = new RouteParameters(
                entity,
                resource,
                pageSize,
                filters,
                parentFilters,
                Optional.of(memory).filter(topic -> !topic.isEmpty()),
                Duration.ofMillis(period),
                Duration.ofMillis(sweepPeriod),
                Duration.ofMillis(roundPeriod),
                maxDeleted,
                Duration.ofMillis(overlap));
        SmokeballPoll poll = routes.of(routeId, parameters).begin(() -> terms.apply(lock), clock.instant());
        poll.request()
                .map(request -> URI.create(request.uri()))
                .filter(connection::isStopped)
                .ifPresent(uri -> {
                    LOG.debug("{} stands still, since Smokeball refuses it", uri);
                    poll.standStill();
                });
        return poll;
    }

    /** How far each route has come that polls here, or did. */
    public List<PollProgress> polls() {
        return routes.progress();
    }

    /**
     * Has a record read again and published by the route that polls its collection, in order with what that reads. What comes
     * before that route has begun waits for it.
     *
     * @param path ids of the records that it stands under, outermost first, and its own; without its own to have the list
     *     under them read whole, or, where there are none, the collection polled, as soon as it can be
     * @param deletion whether the record is deleted if Smokeball knows it no more
     * @param done told what became of it, once, on another thread; never where this returns false
     * @return false where the collection is not read, no route polls the whole of it, or it has no such path
     */
    public boolean readAgain(String entity, List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        return routes.readAgain(entity, path, deletion, done);
    }

    /** What was to be read again, and has waited since before that, is left to the polls; who waits for it is told so. */
    public void giveUpHints(Instant before) {
        routes.giveUpHints(before);
    }

    /** What is to be read again and is not yet. */
    public WaitingHints waitingHints() {
        return routes.waitingHints();
    }

    /** Nobody waits any more for what was to be read again. */
    public void forgetHints() {
        routes.forgetHints();
    }

    /**
     * Takes what the exchange holds in answer to the poll's request: a message for each record that is new, its bytes the
     * body, its identity the headers. None when Smokeball asked for less. Where nothing was asked, the deletions of what has
     * vanished. None either where this process leads no more, or anew.
     */
    public List<Message> records(Exchange exchange) throws SmokeballException, MalformedRecordException {
        SmokeballPoll poll = poll(exchange);
        if (!poll.isUnbroken()) {
            return List.of();
        }
        Reading reading = poll.reading();
        Answer answer = reading.request().isPresent() ? answer(exchange.getMessage()) : null;
        return reading.take(answer).stream()
                .map(record -> message(exchange, record))
                .toList();
    }

    private Answer answer(Message message) {
        Instant now = clock.instant();
        return new Answer(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                message.getBody(byte[].class),
                Optional.ofNullable(message.getHeader("Date", String.class))
                        .flatMap(HttpDate::parse)
                        .orElse(now),
                now);
    }

    private Message message(Exchange page, SmokeballRecord record) {
        Message message = new DefaultMessage(page.getContext());
        message.setBody(record.bytes());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, source.uri());
        message.setHeader(RECORD_HEADER, record);
        if (record.isReadable()) {
            record.change().writeTo(message);
        }
        if (record.parent() != null) {
            message.setHeader(ChangeEvent.PARENT_HEADER, record.parent());
        }
        return message;
    }

    /** A record sets out: at the end of its way it is where it should be, dead letters included, or the read is broken. */
    public void open(Exchange exchange) {
        SmokeballRecord record = exchange.getMessage().getHeader(RECORD_HEADER, SmokeballRecord.class);
        Reading reading = poll(exchange).reading();
        PolledList list = reading.of();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange taken) {
                try {
                    list.known().confirm(record);
                } catch (RuntimeException e) {
                    reading.breakOff();
                    LOG.warn(
                            "A record of {} is where it should be, but cannot be kept in mind, so the next read begins"
                                    + " again; raise latest_state.max_records, or give the collection filters",
                            list.collection().path(),
                            e);
                }
            }

            @Override
            public void onFailure(Exchange failed) {
                reading.breakOff();
            }
        });
    }

    /** The page was worked on, its records included. */
    public void proceed(Exchange exchange) throws SmokeballException {
        SmokeballPoll poll = poll(exchange);
        poll.proceed();
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !poll.isUnfinished() && poll.hasMore());
    }

    private static SmokeballPoll poll(Exchange exchange) {
        return exchange.getProperty(POLL, SmokeballPoll.class);
    }
}
