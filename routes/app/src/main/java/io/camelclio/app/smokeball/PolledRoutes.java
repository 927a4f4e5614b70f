package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.EarlyHints.Early;
import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.Filters;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The routes that poll one account, as far as they are known by now: no two of them read the same. Thread-safe. */
final class PolledRoutes {

    private final SmokeballConnection connection;
    private final ChangeSource source;
    private final Collections collections;
    private final KeptReads kept;
    private final Optional<KnownRecords> lasting;
    private final KnownRecords inMemory;
    private final Clock clock;
    private final FanOutReport report;
    private final Map<String, PolledRoute> byWhatIsRead = new ConcurrentHashMap<>();
    private final EarlyHints earlyHints;

    /**
     * @param lasting what outlives the process of what is known, where that is kept
     * @param inMemory for what that does not keep
     */
    PolledRoutes(
            SmokeballConnection connection,
            Collections collections,
            KeptReads kept,
            Optional<KnownRecords> lasting,
            KnownRecords inMemory,
            Clock clock) {
        this.connection = connection;
        this.source = new ChangeSource("smokeball", connection.getName());
        this.collections = collections;
        this.kept = kept;
        this.lasting = lasting;
        this.inMemory = inMemory;
        this.clock = clock;
        this.earlyHints = new EarlyHints(clock);
        this.report = new FanOutReport(connection.getCamelContext(), connection.getName());
    }

    /** @throws IllegalArgumentException naming what is wrong with the route */
    PolledRoute of(String routeId, RouteParameters parameters) {
        PolledRoute route = byWhatIsRead.computeIfAbsent(parameters.whatIsRead(), any -> route(routeId, parameters));
        if (!route.belongsTo(routeId, each -> connection.getCamelContext().getRoute(each) != null)) {
            throw new IllegalArgumentException("Two routes, " + route.routeId() + " and " + routeId
                    + ", read the entity '" + parameters.entity()
                    + "' from Smokeball with the same filters, so that each would take the"
                    + " other's progress for its own; leave one of them out, or give it other filters");
        }
        earlyHints.take(parameters.entity()).forEach(this::handOver);
        return route;
    }

    private void handOver(Early hint) {
        if (!readAgain(hint.entity(), hint.path(), hint.deletion(), hint.done())) {
            hint.done().accept(HintOutcome.NOT_POLLED);
        }
    }

    private PolledRoute route(String routeId, RouteParameters parameters) {
        CollectionTree tree = tree(parameters);
        return new PolledRoute(routeId, tree, polled(tree, parameters), parameters.period(), clock);
    }

    private Polled polled(CollectionTree tree, RouteParameters parameters) {
        if (tree.depth() == 0) {
            return new PolledCollection(
                    tree.list(List.of()),
                    tree.hasWholeLists(),
                    tree.absences(),
                    tree.mark("/swept"),
                    parameters.sweepPeriod(),
                    clock);
        }
        FanOut fanOut = new FanOut(tree, parameters.sweepPeriod(), parameters.roundPeriod(), clock);
        report.show(parameters.entity(), parameters.narrowing(), fanOut::progress);
        return fanOut;
    }

    private CollectionTree tree(RouteParameters parameters) {
        Collection own = collections.of(parameters.entity());
        Collection collection = (parameters.resource().isEmpty() ? own : own.at(parameters.resource()))
                .narrowed(Filters.parse(parameters.filters()));
        RecordList all = new RecordList(
                parameters.entity(),
                source,
                parameters.entity(),
                List.of(),
                parameters.memory(),
                collection.narrowing().isEmpty());
        return new CollectionTree(
                source,
                connection.address().toString(),
                collection,
                ancestors(collection, parameters),
                parameters.memory(),
                lasting.filter(known -> known.keeps(all)).orElse(inMemory),
                kept,
                new PageSize(parameters.pageSize()),
                parameters.maxDeleted(),
                parameters.overlap());
    }

    private List<Collection> ancestors(Collection collection, RouteParameters parameters) {
        List<Collection> ancestors = new ArrayList<>();
        for (Map.Entry<String, String> parent : collection.parents().entrySet()) {
            if (!collection.path().contains("{" + parent.getKey() + "}")) {
                throw new IllegalArgumentException("A route reads the entity '" + parameters.entity()
                        + "' from Smokeball at '" + parameters.resource() + "', which lacks {" + parent.getKey()
                        + "}, the id of the " + parent.getValue() + "; put it into the parameter resource");
            }
            Collection ancestor = collections.of(parent.getValue());
            ancestors.add(
                    ancestors.isEmpty() ? ancestor.narrowed(Filters.parse(parameters.parentFilters())) : ancestor);
        }
        return ancestors;
    }

    /** As {@link SmokeballCollections#readAgain}. */
    boolean readAgain(String entity, List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        List<PolledRoute> routes = byWhatIsRead.values().stream()
                .filter(each -> each.collection().entity().equals(entity))
                .toList();
        if (routes.isEmpty() && collections.reads(entity)) {
            earlyHints.add(entity, path, deletion, done);
            return true;
        }
        Optional<PolledRoute> route =
                routes.stream().filter(PolledRoute::isWhole).findFirst();
        return route.filter(found -> found.readAgain(path, deletion, done)).isPresent();
    }

    List<PollProgress> progress() {
        return byWhatIsRead.values().stream().map(PolledRoute::progress).toList();
    }

    void giveUpHints(Instant before) {
        earlyHints.giveUp(before);
        byWhatIsRead.values().forEach(route -> route.giveUpHints(before));
    }

    WaitingHints waitingHints() {
        return WaitingHints.since(Stream.concat(
                        earlyHints.waitingSince().stream(),
                        byWhatIsRead.values().stream().flatMap(route -> route.hintsWaitingSince().stream()))
                .toList());
    }

    void forgetHints() {
        earlyHints.clear();
        byWhatIsRead.values().forEach(PolledRoute::forgetHints);
    }
}
