package io.camelclio.pull.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One answer of a vendor, cut into its records as byte slices, unread. Only what surrounds the records (paging links, counts) is
 * read as a tree; the records stay the vendor's own bytes.
 */
public final class RecordPage {

    private static final ObjectMapper MAPPER =
            new ObjectMapper(JsonRecord.UTF_8).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final boolean list;
    private final List<byte[]> records;
    private final Map<String, JsonNode> envelope;

    private RecordPage(boolean list, List<byte[]> records, Map<String, JsonNode> envelope) {
        this.list = list;
        this.records = records;
        this.envelope = envelope;
    }

    /**
     * Cuts a page whose records are an array.
     *
     * @param arrayField the top-level field that holds the records
     * @throws MalformedRecordException when the page is not one well-formed JSON object with that array
     */
    public static RecordPage ofArray(byte[] page, String arrayField) throws MalformedRecordException {
        return cut(page, arrayField, JsonToken.START_ARRAY);
    }

    /**
     * Cuts an answer that holds one record.
     *
     * @param objectField the top-level field that holds it
     * @throws MalformedRecordException when the answer is not one well-formed JSON object with that object
     */
    public static RecordPage ofObject(byte[] answer, String objectField) throws MalformedRecordException {
        return cut(answer, objectField, JsonToken.START_OBJECT);
    }

    /**
     * Cuts an answer that is itself the array of records.
     *
     * @throws MalformedRecordException when the answer is not one well-formed JSON array
     */
    public static RecordPage ofBareArray(byte[] answer) throws MalformedRecordException {
        try (JsonParser parser = MAPPER.createParser(answer)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new MalformedRecordException("An answer is not a JSON array");
            }
            List<byte[]> records = slices(parser, answer);
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("An answer is followed by something else");
            }
            return new RecordPage(true, records, Map.of());
        } catch (IOException e) {
            throw JsonRecord.malformed("An answer", e);
        }
    }

    private static RecordPage cut(byte[] page, String field, JsonToken shape) throws MalformedRecordException {
        List<byte[]> records = null;
        Map<String, JsonNode> envelope = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(page)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException("An answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals(field) ? records != null : envelope.containsKey(name)) {
                    throw new MalformedRecordException("An answer has a field twice");
                }
                if (!name.equals(field)) {
                    envelope.put(name, parser.readValueAsTree());
                } else if (value == shape) {
                    records = shape == JsonToken.START_ARRAY ? slices(parser, page) : List.of(slice(parser, page));
                } else {
                    throw new MalformedRecordException("'" + field + "' of an answer has the wrong shape");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("An answer is followed by something else");
            }
        } catch (IOException e) {
            throw JsonRecord.malformed("An answer", e);
        }
        if (records == null) {
            throw new MalformedRecordException("An answer has no '" + field + "'");
        }
        return new RecordPage(shape == JsonToken.START_ARRAY, records, envelope);
    }

    /** Whatever stands in the list is cut out: one odd record is no reason to refuse the others. */
    private static List<byte[]> slices(JsonParser parser, byte[] page) throws IOException {
        List<byte[]> records = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            records.add(slice(parser, page));
        }
        return records;
    }

    private static byte[] slice(JsonParser parser, byte[] source) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Arrays.copyOfRange(source, from, (int) parser.currentLocation().getByteOffset());
    }

    /** Whether the answer is an array of records, and not one record. */
    public boolean isList() {
        return list;
    }

    /** The records in the vendor's order. */
    public List<byte[]> records() {
        return records;
    }

    /** The one record of an answer that holds one. */
    public byte[] record() {
        return records.get(0);
    }

    /** A top-level value beside the records, a missing node when there is none; never null. */
    public JsonNode envelope(String name) {
        return envelope.getOrDefault(name, MissingNode.getInstance());
    }
}
