package io.camelclio.pull.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One record and what stands beside it, such as a delivery, read in one go. The record stays the vendor's own bytes; only the
 * rest is read as a tree.
 */
public final class EnvelopedRecord {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonRecord.STRICT);

    private final JsonRecord record;
    private final Map<String, JsonNode> envelope;

    private EnvelopedRecord(JsonRecord record, Map<String, JsonNode> envelope) {
        this.record = record;
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
        JsonRecord record = null;
        Map<String, JsonNode> envelope = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException("A record's envelope is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!name.equals(field)) {
                    envelope.put(name, parser.readValueAsTree());
                } else if (value == JsonToken.START_OBJECT) {
                    record = JsonRecord.at(parser, bytes, names);
                } else {
                    throw new MalformedRecordException("'" + field + "' is not a JSON object");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("A record's envelope is followed by something else");
            }
        } catch (IOException e) {
            throw JsonRecord.malformed("A record in its envelope", e);
        }
        if (record == null) {
            throw new MalformedRecordException("There is no record in '" + field + "'");
        }
        return new EnvelopedRecord(record, envelope);
    }

    /** The record. */
    public JsonRecord record() {
        return record;
    }

    /** A top-level value beside the record, a missing node when there is none; never null. */
    public JsonNode envelope(String name) {
        return envelope.getOrDefault(name, MissingNode.getInstance());
    }
}
