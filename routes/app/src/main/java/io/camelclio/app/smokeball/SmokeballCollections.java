package io.camelclio.app.smokeball;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.app.smokeball.collection.Ticks;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeIdentity;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.Watermark;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.RecordPage;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code smokeball} of the Kamelet {@code smokeball-source}. A read that fails anywhere leaves the watermark where
 * it was; what an overlap reads again is not emitted again.
 */
public final class SmokeballCollections {

    /** Holds the change itself, for {@link #open}; the sink lets no such header out. */
    public static final String CHANGE_HEADER = "SmokeballChange";

    private static final Logger LOG = LoggerFactory.getLogger(SmokeballCollections.class);

    /** Writes at Smokeball are queued and show up late, so reads overlap by minutes (Smokeball, "Resource creation"). */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private static final int REMEMBERED_RECORDS = 20_000;
    private static final Set<String> FIELDS = Set.of("id", "versionId", "lastUpdated", "isDeleted");

    private final ChangeSource source;
    private final StateRepository<String, String> cursors;
    private final SmokeballAccess access;
    private final Clock clock;
    private final ConfirmedVersions confirmed = new ConfirmedVersions(REMEMBERED_RECORDS);

    public SmokeballCollections(
            String connection, StateRepository<String, String> cursors, SmokeballAccess access, Clock clock) {
        this.source = new ChangeSource("smokeball", connection);
        this.cursors = cursors;
        this.access = access;
        this.clock = clock;
    }

    /** Starts a read from where the last whole one began. */
    public SmokeballRead begin(String resource, String entity, int pageSize) {
        Watermark watermark = new Watermark(cursors, "smokeball/" + source.connection() + "/" + resource, OVERLAP);
        return new SmokeballRead(resource, entity, pageSize, watermark, clock.instant());
    }

    /**
     * Cuts the page that the exchange holds into messages, one for each record that is new: its bytes the body, its
     * identity the headers. None when Smokeball asked for a pause.
     */
    public List<Message> records(Exchange exchange) throws SmokeballException, MalformedRecordException {
        SmokeballRead read = read(exchange);
        read.requireWatermark();
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status == 429) {
            Duration pause = read.refused();
            LOG.debug("Smokeball asked for a pause while {} was polled: {}", read.resource(), pause);
            access.pauseFor(pause);
            return List.of();
        }
        if (status == 401 || status == 403) {
            access.refused();
        }
        if (status != 200) {
            throw SmokeballException.of(read.resource(), status);
        }
        RecordPage page = RecordPage.ofArray(answer.getBody(byte[].class), "value");
        JsonNode echoedLimit = page.envelope("limit");
        read.took(page.records().size(), echoedLimit.asInt(0), vendorTime(answer));
        List<Message> records = new ArrayList<>();
        for (byte[] bytes : page.records()) {
            ChangeEvent change = change(bytes, read);
            if (change == null || !confirmed.isLast(change)) {
                records.add(message(exchange, bytes, change));
            }
        }
        read.asking(clock.instant());
        return records;
    }

    /** A record sets out: at the end of its way it is where it should be, dead letters included, or the read is broken. */
    public void open(Exchange exchange) {
        ChangeEvent change = exchange.getMessage().getHeader(CHANGE_HEADER, ChangeEvent.class);
        SmokeballRead read = read(exchange);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange taken) {
                if (change != null) {
                    confirmed.confirm(change);
                }
            }

            @Override
            public void onFailure(Exchange failed) {
                read.breakOff();
            }
        });
    }

    /** The last page was worked on. */
    public void end(Exchange exchange) {
        read(exchange).end();
    }

    private Message message(Exchange page, byte[] bytes, ChangeEvent change) {
        Message message = new DefaultMessage(page.getContext());
        message.setBody(bytes);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, source.uri());
        if (change != null) {
            message.setHeader(CHANGE_HEADER, change);
            change.writeTo(message);
        }
        return message;
    }

    /** What the record shows; null for one without identity, which the sink refuses and the route keeps as a dead letter. */
    private ChangeEvent change(byte[] bytes, SmokeballRead read) {
        JsonRecord record;
        try {
            record = JsonRecord.read(bytes, FIELDS);
        } catch (MalformedRecordException e) {
            LOG.debug("A record of {} cannot be read: {}", read.resource(), e.getMessage());
            return null;
        }
        if (record.value("id") == null) {
            return null;
        }
        boolean deleted = "true".equals(record.value("isDeleted"));
        return source.event(
                read.entity(),
                record.value("id"),
                deleted ? ChangeKind.DELETED : ChangeKind.STATE,
                deleted ? "" : version(record),
                changedAt(record, read.pageVendorTime()),
                read.pageAskedAt(),
                null);
    }

    private static String version(JsonRecord record) {
        if (record.value("versionId") != null) {
            return record.value("versionId");
        }
        String lastUpdated = record.value("lastUpdated");
        return lastUpdated != null ? lastUpdated : ChangeIdentity.versionOf(record.bytes());
    }

    private static Instant changedAt(JsonRecord record, Instant otherwise) {
        String lastUpdated = record.value("lastUpdated");
        if (lastUpdated == null) {
            return otherwise;
        }
        try {
            return lastUpdated.matches("\\d{18}")
                    ? Ticks.toInstant(Long.parseLong(lastUpdated))
                    : Instant.parse(lastUpdated);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private Instant vendorTime(Message answer) {
        return Optional.ofNullable(answer.getHeader("Date", String.class))
                .flatMap(HttpDate::parse)
                .orElseGet(clock::instant);
    }

    private static SmokeballRead read(Exchange exchange) {
        return exchange.getProperty("read", SmokeballRead.class);
    }
}
