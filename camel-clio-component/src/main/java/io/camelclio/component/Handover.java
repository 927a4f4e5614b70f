package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.progress.ConfirmedDelivery;
import io.camelclio.pull.record.UnreadableRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.cloudevents.CloudEvent;

/**
 * Makes exchanges of polled records and hands them to the route, one of each record or one of each page. What cannot be
 * read always goes by itself, to the route's error handler, and so does what is deleted, as an event of its own.
 */
final class Handover {

    private final ReadTarget target;
    private final PollRun run;
    private final ClioConnection connection;
    private final String entity;
    private final ClioPollOptions options;
    private final Results results;

    Handover(ReadTarget target, PollRun run, PollPlan plan) {
        this.target = target;
        this.run = run;
        this.connection = target.connection();
        this.entity = plan.resource().entity();
        this.options = plan.options();
        this.results = new Results(plan.resultAs());
    }

    /** The delivery of one read. Pages go one at a time, records several. */
    ConfirmedDelivery open() {
        return new ConfirmedDelivery(
                target.consumer().getAsyncProcessor(),
                isOfPages() ? 1 : options.getMaxInFlight(),
                Duration.ofMillis(options.getRouteTimeout()),
                exchange -> target.consumer().releaseExchange(exchange, false));
    }

    /**
     * Hands over what a page has new.
     *
     * @param confirmed told of each record when the route is done with it, on any thread
     */
    void hand(List<PolledRecord> records, ConfirmedDelivery delivery, Consumer<PolledRecord> confirmed)
            throws Exception {
        if (!isOfPages()) {
            handEach(records, delivery, confirmed);
            return;
        }
        Map<Boolean, List<PolledRecord>> byState =
                records.stream().collect(Collectors.partitioningBy(Handover::isState));
        handEach(byState.get(false), delivery, confirmed);
        List<PolledRecord> states = byState.get(true);
        if (!states.isEmpty()) {
            run.goOn();
            delivery.hand(page(states), () -> states.forEach(confirmed));
            target.listener().handed(states.size());
        }
    }

    private static boolean isState(PolledRecord record) {
        return record.isReadable() && !record.deleted();
    }

    /**
     * Hands over records one by one, whatever the endpoint makes exchanges of.
     *
     * @throws PollStoppedException when the consumer is stopped in between; the rest is not handed over
     */
    void handEach(List<PolledRecord> records, ConfirmedDelivery delivery, Consumer<PolledRecord> confirmed)
            throws Exception {
        for (PolledRecord record : records) {
            run.goOn();
            delivery.hand(exchange(record), () -> confirmed.accept(record));
            target.listener().handed(1);
        }
    }

    private boolean isOfPages() {
        return options.getExchangeOf() == ClioExchangeOf.page;
    }

    private Exchange page(List<PolledRecord> records) throws ClioException {
        Exchange exchange = exchange();
        exchange.getMessage()
                .setBody(results.list(records.stream().map(PolledRecord::bytes).toList()));
        exchange.getMessage().setHeader(ClioConstants.RECORD_COUNT, records.size());
        exchange.getMessage()
                .setHeader(
                        ChangeEvent.AS_OF_HEADER, records.get(0).change().asOf().toString());
        return exchange;
    }

    private Exchange exchange(PolledRecord record) {
        Exchange exchange = exchange();
        try {
            if (record.isReadable()) {
                exchange.getMessage().setBody(results.record(record.bytes()));
                exchange.getMessage().setHeader(ClioConstants.RECORD_ID, record.id());
                record.change().writeTo(exchange.getMessage());
            } else {
                unreadable(exchange, record, record.fault());
            }
        } catch (ClioException e) {
            unreadable(exchange, record, e);
        }
        return exchange;
    }

    private void unreadable(Exchange exchange, PolledRecord record, Exception why) {
        exchange.getMessage().setBody(record.bytes());
        exchange.getMessage()
                .setHeader(
                        CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, connection.source().uri());
        UnreadableRecord.mark(exchange, why);
    }

    private Exchange exchange() {
        Exchange exchange = target.consumer().createExchange(false);
        exchange.getMessage().setHeader(ClioConstants.CONNECTION, connection.getName());
        exchange.getMessage().setHeader(ClioConstants.ENTITY, entity);
        return exchange;
    }
}
