package io.camelclio.app.smokeball;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.camelclio.app.smokeball.HintedRecords.Hinted;
import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.Filters;
import io.camelclio.app.smokeball.collection.RecordTraits.Said;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.RecordPage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.StateRepository;
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

    /** Without latest state, all collections together. */
    private static final int MOST_KNOWN_IN_MEMORY = 500_000;

    /** What a gateway answers to a page that is too large or takes too long. */
    private static final Set<Integer> TOO_MUCH = Set.of(413, 502, 504);

    /** What restricted records, and those that are gone, answer for what stands under them. */
    private static final Set<Integer> REFUSED = Set.of(403, 404);

    /** A single record is there, is not shown, or is not there. */
    private static final Set<Integer> ANSWERS_FOR_ONE = Set.of(200, 403, 404, 410);

    private static final String POLL = "poll";

    private final ChangeSource source;
    private final SmokeballConnection connection;
    private final Collections collections;
    private final StateRepository<String, String> cursors;
    private final Optional<KnownRecords> lasting;
    private final KnownRecords inMemory = new MemoryKnownRecords(MOST_KNOWN_IN_MEMORY);
    private final Clock clock;
    private final Map<String, PolledRoute> polled = new ConcurrentHashMap<>();
    private final FanOutReport report;

    /** @param lasting what outlives the process of what is known, where that is kept */
    public SmokeballCollections(
            SmokeballConnection connection,
            Collections collections,
            StateRepository<String, String> cursors,
            Optional<KnownRecords> lasting,
            Clock clock) {
        this.source = new ChangeSource("smokeball", connection.getName());
        this.connection = connection;
        this.report = new FanOutReport(connection.getCamelContext(), connection.getName());
        this.collections = collections;
        this.cursors = cursors;
        this.lasting = lasting;
        this.clock = clock;
    }

    /**
     * Starts a poll from where the last whole one began, or came to, if one is due; else one of no more than what was hinted
     * at. Call it as often as a hint should be noticed.
     *
     * @param routeId of the route that polls; two routes must not read the same, since each would take the other's progress for
     *     its own
     * @param resource a path that stands for the collection's own; empty for that
     * @param pageSize records on one page, 1 to 500
     * @param filters as in a query, {@code Status=Open&Status=Closed}; empty for none
     * @param memory the topic that the records go to, so that what is known of it counts here; empty for none
     * @param sweepPeriod how often everything is read, in milliseconds; 0 for only once
     * @param parentFilters filters for the outermost parents, where the collection stands under some; empty for none
     * @param roundPeriod how often all parents are asked, in milliseconds
     * @param period time between two polls, in milliseconds
     * @param maxDeleted the most records that one read, or one round, takes for deleted because they are missing
     * @throws IllegalArgumentException naming the parameter of the route that is wrong
     */
    public SmokeballPoll begin(
            String routeId,
            String entity,
            String resource,
            int pageSize,
            String filters,
            String memory,
            long sweepPeriod,
            String parentFilters,
            long roundPeriod,
            long period,
            int maxDeleted) {
        PolledRoute collection =
                polled.computeIfAbsent(String.join(" ", entity, resource, filters, parentFilters), any -> {
                    CollectionTree tree = tree(entity, resource, pageSize, filters, memory, parentFilters, maxDeleted);
                    Polled plan = polled(tree, Duration.ofMillis(sweepPeriod), Duration.ofMillis(roundPeriod));
                    return new PolledRoute(routeId, tree, plan, Duration.ofMillis(period), clock);
                });
        if (!collection.belongsTo(routeId, each -> connection.getCamelContext().getRoute(each) != null)) {
            throw new IllegalArgumentException("Two routes, " + collection.routeId() + " and " + routeId
                    + ", read the entity '" + entity
                    + "' from Smokeball with the same filters, so that each would take the"
                    + " other's progress for its own; leave one of them out, or give it other filters");
        }
        SmokeballPoll poll = collection.begin(clock.instant());
        if (poll.isUnfinished() && connection.isStopped(URI.create(poll.getUri()))) {
            LOG.debug("{} stands still, since Smokeball refuses it", poll.getUri());
            poll.standStill();
        }
        return poll;
    }

    /**
     * Has a record read again and published by the route that polls its collection, in order with what that reads.
     *
     * @param path ids of the records that it stands under, outermost first, and its own; without its own to have the list
     *     under them read whole, or, where there are none, the collection polled, as soon as it can be
     * @param deletion whether the record is deleted if Smokeball knows it no more
     * @param done told what became of it, once, on another thread; never where this returns false
     * @return false where no route polls the whole collection now, or it has no such path
     */
    public boolean readAgain(String entity, List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        Optional<PolledRoute> route = polled.values().stream()
                .filter(each -> each.isWhole() && each.collection().entity().equals(entity))
                .findFirst();
        return route.filter(found -> found.readAgain(path, deletion, done)).isPresent();
    }

    /** What was to be read again, and has waited since before that, is left to the polls; who waits for it is told so. */
    public void giveUpHints(Instant before) {
        polled.values().forEach(route -> route.giveUpHints(before));
    }

    /** What is to be read again and is not yet. */
    public WaitingHints waitingHints() {
        return WaitingHints.since(polled.values().stream()
                .flatMap(route -> route.hintsWaitingSince().stream())
                .toList());
    }

    /** Nobody waits any more for what was to be read again. */
    public void forgetHints() {
        polled.values().forEach(PolledRoute::forgetHints);
    }

    private Polled polled(CollectionTree tree, Duration sweepPeriod, Duration roundPeriod) {
        if (tree.depth() == 0) {
            return new PolledCollection(tree.list(List.of()), tree.deletions(), tree.mark("/swept"), sweepPeriod);
        }
        FanOut fanOut = new FanOut(tree, sweepPeriod, roundPeriod, clock);
        report.show(tree.collection().entity(), fanOut::progress);
        return fanOut;
    }

    private CollectionTree tree(
            String entity,
            String resource,
            int pageSize,
            String filters,
            String memory,
            String parentFilters,
            int maxDeleted) {
        Collection own = collections.of(entity);
        Collection collection = (resource.isEmpty() ? own : own.at(resource)).narrowed(Filters.parse(filters));
        List<Collection> ancestors = new ArrayList<>();
        for (Map.Entry<String, String> parent : collection.parents().entrySet()) {
            if (!collection.path().contains("{" + parent.getKey() + "}")) {
                throw new IllegalArgumentException("A route reads the entity '" + entity + "' from Smokeball at '"
                        + resource + "', which lacks {" + parent.getKey() + "}, the id of the " + parent.getValue()
                        + "; put it into the parameter resource");
            }
            Collection ancestor = collections.of(parent.getValue());
            ancestors.add(ancestors.isEmpty() ? ancestor.narrowed(Filters.parse(parentFilters)) : ancestor);
        }
        if (pageSize < 1 || pageSize > PageSize.LARGEST) {
            throw new IllegalArgumentException("A route reads the entity '" + entity
                    + "' from Smokeball with the pageSize " + pageSize + "; allowed are 1 to " + PageSize.LARGEST);
        }
        Optional<String> destination = Optional.of(memory).filter(topic -> !topic.isEmpty());
        RecordList all = new RecordList(
                entity,
                source,
                entity,
                List.of(),
                destination,
                collection.narrowing().isEmpty());
        return new CollectionTree(
                source,
                connection.address().toString(),
                collection,
                ancestors,
                destination,
                lasting.filter(known -> known.keeps(all)).orElse(inMemory),
                cursors,
                new PageSize(pageSize),
                new Deletions(maxDeleted));
    }

    /**
     * Cuts the page that the exchange holds into messages, one for each record that is new: its bytes the body, its
     * identity the headers. None when Smokeball asked for less. At the end of a whole read, the deletions of
     * what has vanished.
     */
    public List<Message> records(Exchange exchange) throws SmokeballException, MalformedRecordException {
        SmokeballPoll poll = poll(exchange);
        if (poll.hinted() != null) {
            return readAgain(exchange, poll);
        }
        SmokeballRead read = poll.read();
        if (read.isAskingForARecord()) {
            return messages(exchange, read.of(), readAbsent(exchange.getMessage(), read));
        }
        if (!read.isAskingForAPage()) {
            return messages(exchange, read.of(), vanished(read));
        }
        Message answer = exchange.getMessage();
        read.answered();
        if (!isPage(answer, poll)) {
            read.asking(clock.instant());
            return List.of();
        }
        RecordPage page = read.collection().envelope().cut(answer.getBody(byte[].class));
        read.took(page.records(), page.envelope("limit").asInt(0), vendorTime(answer));
        List<SmokeballRecord> records = new ArrayList<>();
        for (byte[] bytes : read.collection().records().of(page)) {
            records.add(record(bytes, Seen.on(read)));
        }
        records.forEach(read::met);
        read.asking(clock.instant());
        return read.isForRecords() ? messages(exchange, read.of(), records) : List.of();
    }

    /**
     * A record that somebody hinted at, if it is news, or its deletion: what a poll would say of it now, and no more. Without
     * an answer of use there is none; it is asked for again, or given up.
     */
    private List<Message> readAgain(Exchange exchange, SmokeballPoll poll) {
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (!ANSWERS_FOR_ONE.contains(status) || !isPrepared(poll)) {
            LOG.debug("{} was read again in vain: status {}", poll.getUri(), status);
            return List.of();
        }
        Seen seen = new Seen(poll.list(), vendorTime(answer), poll.hinted().takenAt());
        List<SmokeballRecord> shown =
                switch (status) {
                    case 200 -> List.of(record(answer.getBody(byte[].class), seen));
                    case 403 -> List.of();
                    default -> gone(poll.hinted(), seen);
                };
        shown.forEach(poll.list().known()::met);
        List<Message> messages = messages(exchange, poll.list(), shown);
        poll.found(outcome(status, messages));
        return messages;
    }

    /** A poll that needs it too fails by itself. */
    private static boolean isPrepared(SmokeballPoll poll) {
        try {
            poll.prepare();
            return true;
        } catch (RuntimeException e) {
            LOG.debug(
                    "What is known of {} cannot be looked up now",
                    poll.list().collection().path(),
                    e);
            return false;
        }
    }

    private static HintOutcome outcome(int status, List<Message> messages) {
        if (!messages.isEmpty()) {
            return HintOutcome.PUBLISHED;
        }
        return switch (status) {
            case 200 -> HintOutcome.UNCHANGED;
            case 403 -> HintOutcome.FORBIDDEN;
            default -> HintOutcome.ABSENT;
        };
    }

    /** Two say that it is deleted: the hint and Smokeball's silence. What was never published is no deletion to anybody. */
    private List<SmokeballRecord> gone(Hinted hinted, Seen seen) {
        String id = seen.list().idOf(hinted.id());
        return hinted.deletion() && !seen.list().known().version(id).isEmpty()
                ? List.of(vanished(id, seen))
                : List.of();
    }

    /** What a record that its list lacks is by its own address. Only one that is not there either has vanished. */
    private List<SmokeballRecord> readAbsent(Message answer, SmokeballRead read) {
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String id = read.answeredForRecord(vendorTime(answer));
        Seen seen = Seen.on(read);
        return switch (status) {
            case 200 -> List.of(record(answer.getBody(byte[].class), seen));
            case 404, 410 -> read.of().known().version(id).isEmpty() ? List.of() : List.of(vanished(id, seen));
            default -> {
                LOG.warn(
                        "A record that Smokeball's list {} lacks was answered {} by itself, so it is not taken for deleted;"
                                + " the next whole reads look again",
                        read.collection().path(),
                        status);
                yield List.of();
            }
        };
    }

    private boolean isPage(Message answer, SmokeballPoll poll) throws SmokeballException {
        SmokeballRead read = poll.read();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status == 200) {
            return true;
        }
        if (TOO_MUCH.contains(status) && read.of().pageSize().lower()) {
            LOG.info(
                    "Smokeball answered {} to a page of {}; smaller pages are asked for",
                    status,
                    read.collection().path());
            return false;
        }
        if (REFUSED.contains(status) && poll.goesOnWithoutTheList(status)) {
            return false;
        }
        throw SmokeballException.of(read.collection(), status);
    }

    /** A record sets out: at the end of its way it is where it should be, dead letters included, or the read is broken. */
    public void open(Exchange exchange) {
        SmokeballRecord record = exchange.getMessage().getHeader(RECORD_HEADER, SmokeballRecord.class);
        SmokeballPoll poll = poll(exchange);
        PolledList list = poll.list();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange taken) {
                try {
                    list.known().confirm(record);
                } catch (RuntimeException e) {
                    poll.breakOff();
                    LOG.warn(
                            "A record of {} is where it should be, but cannot be kept in mind, so the next read begins"
                                    + " again; give the collection filters, or set latest_state = on",
                            list.collection().path(),
                            e);
                }
            }

            @Override
            public void onFailure(Exchange failed) {
                poll.breakOff();
            }
        });
    }

    /** The page was worked on, its records included. */
    public void proceed(Exchange exchange) {
        SmokeballPoll poll = poll(exchange);
        poll.proceed();
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !poll.isUnfinished() && poll.hasMore());
    }

    private List<Message> messages(Exchange page, PolledList list, List<SmokeballRecord> records) {
        KnownCollection known = list.known();
        return records.stream()
                .filter(known::isNews)
                .map(record -> message(page, record))
                .toList();
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

    private SmokeballRecord record(byte[] bytes, Seen seen) {
        Collection collection = seen.list().collection();
        try {
            return collection
                    .records()
                    .read(bytes)
                    .map(said -> record(bytes, said, seen))
                    .orElseGet(() -> SmokeballRecord.unreadable(bytes));
        } catch (MalformedRecordException e) {
            LOG.debug("A record of {} cannot be read: {}", collection.path(), e.getMessage());
            return SmokeballRecord.unreadable(bytes);
        }
    }

    private SmokeballRecord record(byte[] bytes, Said said, Seen seen) {
        PolledList list = seen.list();
        String id = list.idOf(said.id());
        ChangeEvent change = source.event(
                list.collection().entity(),
                list.keyOf(id),
                said.deleted() ? ChangeKind.DELETED : ChangeKind.STATE,
                said.version(),
                said.changedAt().orElse(seen.vendorTime()),
                seen.askedAt(),
                null);
        return new SmokeballRecord(bytes, id, list.parentKey(), change, said.deleted());
    }

    private List<SmokeballRecord> vanished(SmokeballRead read) {
        List<String> absent =
                read.lookForVanished().map(read.of().known()::vanished).orElse(List.of());
        if (read.of().hasAddressesOfRecords()) {
            read.askFor(absent);
            return List.of();
        }
        return absent.stream().map(id -> vanished(id, Seen.on(read))).toList();
    }

    /** What vanished may come back and vanish again, so its deletion is told from others by the version it had. */
    private SmokeballRecord vanished(String id, Seen seen) {
        PolledList list = seen.list();
        ChangeEvent change = source.event(
                list.collection().entity(),
                list.keyOf(id),
                ChangeKind.DELETED,
                list.known().version(id),
                seen.vendorTime(),
                seen.askedAt(),
                null);
        String body = "{\"id\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\"}";
        return new SmokeballRecord(body.getBytes(StandardCharsets.UTF_8), id, list.parentKey(), change, true);
    }

    /** What a list showed: when, by Smokeball's own clock, and when it was asked. */
    private record Seen(PolledList list, Instant vendorTime, Instant askedAt) {

        static Seen on(SmokeballRead read) {
            return new Seen(read.of(), read.pageVendorTime(), read.pageAskedAt());
        }
    }

    private Instant vendorTime(Message answer) {
        return Optional.ofNullable(answer.getHeader("Date", String.class))
                .flatMap(HttpDate::parse)
                .orElseGet(clock::instant);
    }

    private static SmokeballPoll poll(Exchange exchange) {
        return exchange.getProperty(POLL, SmokeballPoll.class);
    }
}
