package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.Message;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.apache.camel.support.ExchangeHelper;

/**
 * Makes a record of Clio an event: the CloudEvents headers are those that a webhook or a poll would have given it, the
 * identity included. A message that has those of this very record already keeps them.
 */
@DataTypeTransformer(
        name = "clio:application-cloudevents",
        description = "Gives a record of Clio the CloudEvents headers that a webhook or a poll gives it, made of the"
                + " record in the body and the headers CamelClioConnection and CamelClioEntity")
public final class ClioCloudEventDataTypeTransformer extends Transformer {

    /**
     * Sets the headers.
     *
     * @throws NoSuchHeaderException naming the header that is missing
     * @throws MalformedRecordException if the body is not the bytes or the text of a record
     */
    @Override
    public void transform(Message message, DataType from, DataType to)
            throws NoSuchHeaderException, MalformedRecordException {
        ChangeSource source = new ChangeSource(
                "clio", ExchangeHelper.getMandatoryHeader(message, ClioConstants.CONNECTION, String.class));
        String entity = ExchangeHelper.getMandatoryHeader(message, ClioConstants.ENTITY, String.class);
        JsonRecord record = JsonRecord.read(bytes(message.getBody()), ClioChanges.IDENTITY_FIELDS);
        if (isEventOf(message, entity, record)) {
            return;
        }
        message.removeHeaders("CamelCloudEvent*", ChangeEvent.AS_OF_HEADER);
        Instant asOf = asOf(message);
        new ClioChanges(source)
                .of(entity, record, ChangeKind.STATE, asOf, asOf, null)
                .writeTo(message);
    }

    /** What another record left there, before this one was read for it, is no event of this one. */
    private static boolean isEventOf(Message message, String entity, JsonRecord record)
            throws MalformedRecordException {
        String type = message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "", String.class);
        String subject = message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "", String.class);
        return message.getHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID) != null
                && type.startsWith("com.clio." + entity + ".")
                && subject.endsWith("/" + record.required("id"));
    }

    /** Other forms have lost the bytes that a record without an etag is known by. */
    private static byte[] bytes(Object body) throws MalformedRecordException {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new MalformedRecordException("The body is neither the bytes nor the text of a record, but "
                + (body == null ? "empty" : "a " + body.getClass().getName())
                + "; read it with resultAs=bytes or string");
    }

    /** A record was read no earlier than its exchange began, so a newer version never seems older than it. */
    private static Instant asOf(Message message) {
        String read = message.getHeader(ChangeEvent.AS_OF_HEADER, String.class);
        return read != null
                ? Instant.parse(read)
                : Instant.ofEpochMilli(message.getExchange().getClock().getCreated());
    }
}
