package io.camelclio.app.letters;

import io.camelclio.component.ClioConstants;
import io.camelclio.component.webhook.delivery.DeliveryMessage;
import io.camelclio.event.ChangeSource;
import io.camelclio.event.KafkaRecordDataTypeTransformer;
import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.ImpassableException;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Message;

/**
 * Makes of a letter the message that its source had made: a record is what it was, with the identity and the times it had.
 * A delivery that could not be read is read again by what reads deliveries now, as of when it came.
 */
public final class RestoredMessage {

    private static final String CLIO = "clio";

    private RestoredMessage() {}

    /**
     * Fills a message.
     *
     * @throws ImpassableException if the letter still cannot be read, or was never one that can be replayed
     */
    public static void fill(Message message, DeadLetter letter) throws ImpassableException {
        Prospect prospect = Prospect.of(letter);
        if (!prospect.isGood()) {
            throw new ImpassableException(prospect.hindrance() + "; instead: " + prospect.remedy());
        }
        if (letter.header("ce_id").isPresent()) {
            record(message, letter);
        } else {
            delivery(message, letter, Origin.webhookModel(letter).orElseThrow());
        }
    }

    private static void record(Message message, DeadLetter letter) {
        message.setBody(letter.value());
        KafkaRecordDataTypeTransformer.ATTRIBUTES.forEach(
                (header, name) -> letter.header(name).ifPresent(value -> message.setHeader(header, value)));
        if (letter.id().source().equals(CLIO)) {
            Origin.connection(letter).ifPresent(name -> message.setHeader(ClioConstants.CONNECTION, name));
            Origin.entity(letter)
                    .map(entity -> entity.substring(entity.indexOf('.') + 1))
                    .ifPresent(entity -> message.setHeader(ClioConstants.ENTITY, entity));
            message.setHeader(
                    ClioConstants.RECORD_ID, letter.key().substring(letter.key().lastIndexOf('/') + 1));
            letter.header("ce_vendorevent").ifPresent(event -> message.setHeader(ClioConstants.EVENT, event));
        }
    }

    private static void delivery(Message message, DeadLetter letter, String model) throws ImpassableException {
        Instant receivedAt = time(letter, "ce_asof").orElse(letter.keptAt());
        ChangeSource source = new ChangeSource(
                CLIO,
                Origin.connection(letter)
                        .orElseThrow(
                                () -> new ImpassableException("it does not say which account it is of (ce_source)")));
        try {
            DeliveryMessage.readAgain(
                    message,
                    source,
                    model,
                    letter.value(),
                    time(letter, "ce_time").orElse(receivedAt),
                    receivedAt);
        } catch (MalformedRecordException e) {
            throw new ImpassableException("it still cannot be read: " + e.getMessage());
        }
    }

    private static Optional<Instant> time(DeadLetter letter, String header) {
        try {
            return letter.header(header).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
