package io.camelclio.pull.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One answer of a vendor, cut into its records as byte slices, unread. Only what surrounds the records (paging links, counts) is
 * read as a tree; the records stay the vendor's own bytes.
 */
public final class RecordPage {

    private static final ObjectMapper MAPPER =
            new ObjectMapper(JsonRecord.UTF_8).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final String ANSWER = "An answer";

    private final boolean list;
    private final Envelope<List<byte[]>> envelope;

    private RecordPage(boolean list, Envelope<List<byte[]>> envelope) {
        this.list = list;
        this.envelope = envelope;
    }

    /**
     * Cuts a page whose records are an array.
     *
     * @param arrayField the top-level field that holds the records
     * @throws MalformedRecordException when the page is not one well-formed JSON object with that array
     */
    public static RecordPage ofArray(byte[] page, String arrayField) throws MalformedRecordException {
        return new RecordPage(
                true,
                Envelope.read(MAPPER, page, ANSWER, arrayField, JsonToken.START_ARRAY, parser -> slices(parser, page)));
    }

    /**
     * Cuts an answer that holds one record.
     *
     * @param objectField the top-level field that holds it
     * @throws MalformedRecordException when the answer is not one well-formed JSON object with that object
     */
    public static RecordPage ofObject(byte[] answer, String objectField) throws MalformedRecordException {
        return new RecordPage(
                false,
                Envelope.read(
                        MAPPER,
                        answer,
                        ANSWER,
                        objectField,
                        JsonToken.START_OBJECT,
                        parser -> List.of(slice(parser, answer))));
    }

    /**
     * Cuts an answer that is itself the array of records.
     *
     * @throws MalformedRecordException when the answer is not one well-formed JSON array
     */
    public static RecordPage ofBareArray(byte[] answer) throws MalformedRecordException {
        try (JsonParser parser = MAPPER.createParser(answer)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new MalformedRecordException(ANSWER + " is not a JSON array");
            }
            List<byte[]> records = slices(parser, answer);
            if (parser.nextToken() != null) {
                throw new MalformedRecordException(ANSWER + " is followed by something else");
            }
            return new RecordPage(true, new Envelope<>(records, Map.of()));
        } catch (IOException e) {
            throw JsonRecord.malformed(ANSWER, e);
        }
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
        return envelope.content();
    }

    /** The one record of an answer that holds one. */
    public byte[] record() {
        return records().get(0);
    }

    /** A top-level value beside the records, a missing node when there is none; never null. */
    public JsonNode envelope(String name) {
        return envelope.beside(name);
    }
}
