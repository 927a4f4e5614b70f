package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioException;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.pull.ConfirmedDelivery;
import io.camelclio.pull.JsonRecord;
import io.camelclio.pull.MalformedRecordException;
import io.camelclio.pull.UnreadableRecord;
import io.camelclio.pull.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one list for what changed. The watermark moves after the last page, when the route has finished every record, to
 * Clio's own time at the start of the read; any failure leaves it where it was.
 */
final class ClioConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ClioConsumer.class);

    private final ClioConnection connection;
    private final String entity;
    private final StateRepository<String, String> cursors;
    private final Watermark watermark;
    private final ClioRequest list;
    private final ClioChanges changes;

    ClioConsumer(
            ClioEndpoint endpoint, Processor processor, ClioRequest list, StateRepository<String, String> cursors) {
        super(endpoint, processor);
        this.connection = endpoint.getConnection();
        this.entity = list.resource().entity();
        this.cursors = cursors;
        this.watermark = new Watermark(
                cursors,
                endpoint.cursorName(),
                Duration.ofMillis(endpoint.getPoll().getOverlap()));
        this.list = list;
        this.changes = new ClioChanges(connection.source());
    }

    @Override
    protected void doStart() throws Exception {
        getEndpoint().getComponent().claimCursor(getEndpoint().cursorName(), this);
        ServiceHelper.startService(cursors);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        getEndpoint().getComponent().releaseCursor(getEndpoint().cursorName(), this);
    }

    @Override
    protected int poll() throws Exception {
        try {
            return read();
        } catch (ClioException e) {
            if (e.kind() == ClioException.Kind.RATE_LIMITED) {
                LOG.debug("Clio asked for a pause while {} was polled; the next poll goes on", entity);
                return 0;
            }
            throw e;
        }
    }

    private int read() throws Exception {
        Instant asOf = connection.clock().instant();
        Optional<Instant> since = watermark.from();
        ClioPages pages = new ClioPages(connection.api(), list.poll(since));
        // The next poll repeats the first call; the pages after it are worth some patience.
        ClioAnswer answer = await(connection.api().send(list.poll(since).mostRepeats(0)));
        Instant vendorTime = answer.date().orElse(asOf);
        int handed = 0;
        try (ConfirmedDelivery delivery = new ConfirmedDelivery(
                getAsyncProcessor(),
                getEndpoint().getPoll().getMaxInFlight(),
                Duration.ofMillis(getEndpoint().getPoll().getRouteTimeout()))) {
            Optional<String> next;
            do {
                for (byte[] record : answer.page().records()) {
                    handed += hand(record, answer.date().orElse(asOf), asOf, delivery);
                }
                next = ClioPages.next(answer.page());
                if (next.isPresent()) {
                    asOf = connection.clock().instant();
                    answer = await(pages.follow(next.get()));
                }
            } while (next.isPresent() && isRunAllowed());
            delivery.awaitAll();
        }
        if (isRunAllowed()) {
            watermark.moveTo(vendorTime);
        }
        return handed;
    }

    private int hand(byte[] bytes, Instant vendorTime, Instant asOf, ConfirmedDelivery delivery) throws Exception {
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(bytes);
        exchange.getMessage().setHeader(ClioConstants.CONNECTION, connection.getName());
        exchange.getMessage().setHeader(ClioConstants.ENTITY, entity);
        try {
            JsonRecord record = JsonRecord.read(bytes, ClioChanges.IDENTITY_FIELDS);
            ChangeEvent change = changes.of(entity, record, ChangeKind.STATE, vendorTime, asOf, null);
            if (getEndpoint().confirmed().isLast(change)) {
                releaseExchange(exchange, true);
                return 0;
            }
            exchange.getMessage().setHeader(ClioConstants.ID, record.value("id"));
            change.writeTo(exchange.getMessage());
            delivery.hand(exchange, () -> getEndpoint().confirmed().confirm(change));
        } catch (MalformedRecordException e) {
            exchange.getMessage()
                    .setHeader(
                            CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
                            connection.source().uri());
            UnreadableRecord.mark(exchange, e);
            delivery.hand(exchange, () -> {});
        }
        return 1;
    }

    /** The poll's own thread may wait; every call ends within its deadline. */
    private static ClioAnswer await(CompletableFuture<ClioAnswer> call) throws Exception {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }
}
