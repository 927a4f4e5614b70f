package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.pull.ConfirmedDelivery;
import io.camelclio.pull.UnreadableRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.cloudevents.CloudEvent;

/**
 * Makes exchanges of polled records and hands them to the route, one of each record or one of each page. What cannot be
 * read always goes by itself, to the route's error handler.
 */
final class Handover {

    private final ClioConsumer consumer;
    private final ClioConnection connection;
    private final String entity;
    private final ClioPollOptions options;
    private final Results results;

    Handover(ClioConsumer consumer, PollPlan plan) {
        this.consumer = consumer;
        this.connection = consumer.getEndpoint().getConnection();
        this.entity = plan.resource().entity();
        this.options = plan.options();
        this.results = new Results(consumer.getEndpoint().getRequest().getResultAs());
    }

    /** The delivery of one read. Pages go one at a time, records several. */
    ConfirmedDelivery open() {
        return new ConfirmedDelivery(
                consumer.getAsyncProcessor(),
                isOfPages() ? 1 : options.getMaxInFlight(),
                Duration.ofMillis(options.getRouteTimeout()),
                exchange -> consumer.releaseExchange(exchange, false));
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
        handEach(records.stream().filter(record -> !record.isReadable()).toList(), delivery, confirmed);
        List<PolledRecord> readable =
                records.stream().filter(PolledRecord::isReadable).toList();
        if (!readable.isEmpty()) {
            delivery.hand(page(readable), () -> readable.forEach(confirmed));
        }
    }

    /** Hands over records one by one, whatever the endpoint makes exchanges of. */
    void handEach(List<PolledRecord> records, ConfirmedDelivery delivery, Consumer<PolledRecord> confirmed)
            throws Exception {
        for (PolledRecord record : records) {
            delivery.hand(exchange(record), () -> confirmed.accept(record));
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
        return exchange;
    }

    private Exchange exchange(PolledRecord record) {
        Exchange exchange = exchange();
        try {
            if (record.isReadable()) {
                exchange.getMessage().setBody(results.record(record.bytes()));
                exchange.getMessage().setHeader(ClioConstants.ID, record.id());
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
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setHeader(ClioConstants.CONNECTION, connection.getName());
        exchange.getMessage().setHeader(ClioConstants.ENTITY, entity);
        return exchange;
    }
}
