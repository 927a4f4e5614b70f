package io.camelclio.event;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Makes a message with an event's headers one for Camel's Kafka producer: the subject becomes the record's key, and the
 * attributes become its headers, as CloudEvents' Kafka binding names them in binary mode. Every other header is dropped,
 * except what a dead letter tells of its failure. The only place that knows Kafka's header names.
 */
@DataTypeTransformer(
        name = "kafka-record:application-cloudevents",
        description = "Turns the CloudEvents headers of a record of Clio or Smokeball into the key and the headers of a"
                + " Kafka record, in CloudEvents' binary mode, and drops all other headers but those of a dead letter")
public final class KafkaRecordDataTypeTransformer extends Transformer {

    /** The record's header of each attribute, by Camel's header of it. */
    public static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "ce_specversion"),
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_ID, "ce_id"),
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "ce_type"),
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, "ce_source"),
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "ce_subject"),
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_TIME, "ce_time"),
            Map.entry(ChangeEvent.AS_OF_HEADER, "ce_asof"),
            Map.entry(ChangeEvent.VENDOR_EVENT_HEADER, "ce_vendorevent"),
            Map.entry(ChangeEvent.PARENT_HEADER, "ce_parent"),
            Map.entry(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, "content-type"));

    /** What a dead letter tells of its failure, named alike on both sides. */
    public static final Set<String> FAILURE =
            Set.of("error_reason", "error_message", "error_class", "source_uri", "source_route", "failed_at");

    /** Camel renamed Kafka's headers between 4.18.0 and 4.18.3; a key under the other name is silently lost. */
    private static final Set<String> KEYS = Set.of("kafka.KEY", "CamelKafkaKey");

    @Override
    public void transform(Message message, DataType from, DataType to) {
        Map<String, Object> headers = message.getExchange()
                .getContext()
                .getCamelContextExtension()
                .getHeadersMapFactory()
                .newMap();
        ATTRIBUTES.forEach((header, name) -> copy(message, header, headers, name));
        FAILURE.forEach(name -> copy(message, name, headers, name));
        KEYS.forEach(name -> copy(message, CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, headers, name));
        message.setHeaders(headers);
    }

    private static void copy(Message message, String header, Map<String, Object> headers, String name) {
        Object value = message.getHeader(header);
        if (value != null) {
            headers.put(name, value);
        }
    }
}
