package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.smokeball.collection.EventMeaning;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code smokeballWebhooks} of the Kamelet {@code smokeball-webhook-source}. Nothing is parsed before the request
 * is proven, nothing of it reaches Kafka unless it is, and nothing is answered with 2xx before Kafka has what follows from
 * it. What goes on is a hint: the body is not signed.
 */
public final class WebhookReceiver implements AggregationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final String RECEPTION = "reception";
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "30";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Set<String> FIELDS =
            Set.of("type", "accountId", "timestamp", "payload/resourceName", "payload/resourceId");

    private final ChangeSource source;
    private final Proof proof;
    private final Events events;
    private final WebhookMeters meters;
    private final RefusalLog refusals;
    private final Clock clock;
    private final AtomicInteger inWork = new AtomicInteger();

    /**
     * @param connection the account's name
     * @param key what the subscription's webhooks are signed with
     * @param clientId of the application at Smokeball
     */
    public WebhookReceiver(
            String connection, String key, String clientId, Events events, WebhookMeters meters, Clock clock) {
        this.source = new ChangeSource("smokeball", connection);
        this.proof = new Proof(new Signature(key, clientId), clock);
        this.events = events;
        this.meters = meters;
        this.refusals = new RefusalLog(connection, clock);
        this.clock = clock;
    }

    /**
     * Judges a request, and makes the hint of one that is proven. Keep the answer in the property {@code reception}.
     *
     * @param toleranceSeconds how far its time may be from now
     * @param maxBodyBytes how long its body may be
     * @param maxInWork how many may be in work at a time
     */
    public Reception receive(Exchange exchange, int toleranceSeconds, int maxBodyBytes, int maxInWork) {
        Message request = exchange.getMessage();
        byte[] body = Optional.ofNullable(request.getBody(byte[].class)).orElseGet(() -> new byte[0]);
        if (body.length > maxBodyBytes) {
            return Reception.of(Verdict.TOO_LARGE);
        }
        Optional<Verdict> refusal = proof.refusal(request, Duration.ofSeconds(toleranceSeconds));
        if (refusal.isPresent()) {
            return Reception.of(refusal.get());
        }
        boolean crowded = inWork.incrementAndGet() > maxInWork;
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange answered) {
                inWork.decrementAndGet();
            }
        });
        return crowded ? Reception.of(Verdict.CROWDED) : proven(exchange, body);
    }

    private Reception proven(Exchange exchange, byte[] body) {
        try {
            JsonRecord event = JsonRecord.read(body, FIELDS);
            String type = event.required("type");
            if (type.equals(Events.ERROR)) {
                tellFailedWrite(event);
                return Reception.of(Verdict.FAILED_WRITE, withoutIdentity(exchange, body));
            }
            if (!events.knows(type)) {
                return Reception.of(Verdict.UNKNOWN_TYPE);
            }
            Optional<EventMeaning> meaning = events.of(type);
            return meaning.isEmpty() ? Reception.of(Verdict.NO_RECORD) : hinted(exchange, type, meaning.get(), event);
        } catch (MalformedRecordException e) {
            LOG.debug("A webhook that is signed cannot be read: {}", e.getMessage());
            return Reception.of(Verdict.UNREADABLE, withoutIdentity(exchange, body));
        }
    }

    private Reception hinted(Exchange exchange, String type, EventMeaning meaning, JsonRecord event)
            throws MalformedRecordException {
        Optional<List<String>> ids = meaning.ids(JsonRecord.read(event.bytes(), new TreeSet<>(meaning.fields())));
        if (ids.isEmpty()) {
            return Reception.of(Verdict.NO_ID);
        }
        Instant now = clock.instant();
        Hint hint = new Hint(source.connection(), type, word(event, "accountId"), ids.get());
        Message message = new DefaultMessage(exchange.getContext());
        message.setBody(hint.toJson());
        hint.event(source, meaning.entity(), word(event, "timestamp").orElse(now.toString()), now)
                .writeTo(message);
        return Reception.of(Verdict.TAKEN, message);
    }

    /** The sink refuses what has no identity, and the route keeps it as a dead letter. */
    private Message withoutIdentity(Exchange exchange, byte[] body) {
        Message message = new DefaultMessage(exchange.getContext());
        message.setBody(body);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, source.uri());
        return message;
    }

    private void tellFailedWrite(JsonRecord event) {
        LOG.warn(
                "Smokeball says to connection '{}' that a write failed: of {} {}; what it says of it is a dead letter",
                source.connection(),
                word(event, "payload/resourceName").orElse("something"),
                word(event, "payload/resourceId").orElse("without an id"));
    }

    private static Optional<String> word(JsonRecord event, String field) {
        return Optional.ofNullable(event.value(field))
                .filter(text -> WORD.matcher(text).matches());
    }

    /** The message has come to the end of its way: it is where it should be, dead letters included, or the webhook failed. */
    @Override
    public Exchange aggregate(Exchange before, Exchange message) {
        if (message.isFailed() || message.isRollbackOnly()) {
            message.getProperty(RECEPTION, Reception.class).fail();
        }
        // A failure of the message's is none of the webhook's own, which goes on to its answer.
        return before;
    }

    /** The answer: a status, and nothing of what was sent. */
    public void answer(Exchange exchange) {
        Verdict verdict = exchange.getProperty(RECEPTION, Reception.class).verdict();
        meters.received(source.connection(), verdict);
        if (verdict.isRefusal()) {
            refusals.tell(verdict);
        }
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setBody(null);
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, verdict.status());
        if (verdict.status() == UNAVAILABLE) {
            answer.setHeader("Retry-After", RETRY_SECONDS);
        }
    }
}
