package io.camelclio.pull.record;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;

/**
 * One record and what stands beside it, such as a delivery, read in one go. The record stays the vendor's own bytes; only the
 * rest is read as a tree.
 */
public final class EnvelopedRecord {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonRecord.STRICT);

    private final Envelope<JsonRecord> envelope;

    private EnvelopedRecord(Envelope<JsonRecord> envelope) {
        this.envelope = envelope;
    }

    /**
     * Reads the record with its named values, and its envelope.
     *
     * @param field the top-level field that holds the record
     * @param names as for {@link JsonRecord#read}
     * @throws MalformedRecordException when the bytes are not exactly one well-formed JSON object with that object in it
     */
    public static EnvelopedRecord read(byte[] bytes, String field, Set<String> names) throws MalformedRecordException {
        JsonRecord.refuseFiller(bytes);
        return new EnvelopedRecord(Envelope.read(
                MAPPER,
                bytes,
                "A delivery",
                field,
                JsonToken.START_OBJECT,
                parser -> JsonRecord.at(parser, bytes, names)));
    }

    /** The record. */
    public JsonRecord record() {
        return envelope.content();
    }

    /** A top-level value beside the record, a missing node when there is none; never null. */
    public JsonNode envelope(String name) {
        return envelope.beside(name);
    }
}
