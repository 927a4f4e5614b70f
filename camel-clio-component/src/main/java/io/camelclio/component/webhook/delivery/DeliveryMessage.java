package io.camelclio.component.webhook.delivery;

import io.camelclio.component.ClioChanges;
import io.camelclio.component.ClioConstants;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.Instant;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;

/** What a route is given of a delivery: its record the body, its change the headers, and nothing of the request. */
public final class DeliveryMessage {

    private DeliveryMessage() {}

    /**
     * Reads a kept delivery as one that is received, except that it was received before.
     *
     * @param message gets the record and its change
     * @param model Clio's word for the kind of record
     * @param body what was verified then
     * @param vendorTime Clio's time of it then
     * @param receivedAt when it was received
     * @throws MalformedRecordException if it still cannot be read
     */
    public static void readAgain(
            Message message, ChangeSource source, String model, byte[] body, Instant vendorTime, Instant receivedAt)
            throws MalformedRecordException {
        Delivery delivery = Delivery.parse(body);
        ChangeEvent change = new ClioChanges(source)
                .of(model, delivery.record(), delivery.kind(), vendorTime, receivedAt, delivery.event());
        message.setBody(delivery.record().bytes());
        message.setHeader(ClioConstants.CONNECTION, source.connection());
        message.setHeader(ClioConstants.ENTITY, model);
        write(message, delivery, change);
    }

    static void write(Message message, Delivery delivery, ChangeEvent change) {
        message.setHeader(ClioConstants.RECORD_ID, delivery.record().value("id"));
        message.setHeader(ClioConstants.EVENT, delivery.event());
        message.setHeader(ClioConstants.WEBHOOK_ID, delivery.webhookId());
        change.writeTo(message);
    }

    /** What is known of a delivery that cannot be read: whose it is, and when it came. */
    static void writeUnreadable(Message message, ChangeSource source, Instant vendorTime, Instant receivedAt) {
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, source.uri());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, vendorTime.toString());
        message.setHeader(ChangeEvent.AS_OF_HEADER, receivedAt.toString());
    }
}
