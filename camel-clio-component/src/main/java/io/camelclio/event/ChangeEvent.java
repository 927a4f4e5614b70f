package io.camelclio.event;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;

/**
 * The CloudEvents attributes of one change, and the only place that writes them as Camel headers. The sink turns these
 * headers into a Kafka record; nothing else about the change leaves the source.
 *
 * @param id the change's identity, see {@link ChangeIdentity}
 * @param type {@code com.<vendor>.<entity>.<changed|deleted|…>.v1}
 * @param source {@code /<vendor>/<connection>}
 * @param subject the record key
 * @param time when the record changed
 * @param asOf when the vendor showed it to us
 * @param vendorEvent the vendor's word for what happened; null when it is not known
 */
public record ChangeEvent(
        String id, String type, String source, String subject, Instant time, Instant asOf, String vendorEvent) {

    /** Header of the extension {@code asof}. */
    public static final String AS_OF_HEADER = "CamelCloudEventAsOf";

    /** Header of the extension {@code vendorevent}. */
    public static final String VENDOR_EVENT_HEADER = "CamelCloudEventVendorEvent";

    /** Header of the extension {@code parent}: the key of the record that this one stands under. */
    public static final String PARENT_HEADER = "CamelCloudEventParent";

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";

    /**
     * The line of changes in which this one replaces those before it: a record's states and its deletion share one, each
     * life-cycle event has its own.
     */
    public String history() {
        return type.replace(".deleted.v1", ".changed.v1") + " " + subject;
    }

    /** Sets this event's headers on the message; an unknown vendor event sets none. */
    public void writeTo(Message message) {
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, SPEC_VERSION);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, id);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, type);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, source);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, subject);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, DateTimeFormatter.ISO_INSTANT.format(time));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, JSON);
        message.setHeader(AS_OF_HEADER, DateTimeFormatter.ISO_INSTANT.format(asOf));
        if (vendorEvent != null) {
            message.setHeader(VENDOR_EVENT_HEADER, vendorEvent);
        }
    }
}
