package io.camelclio.pull.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One record as the vendor's own bytes, with the few values that identity and routing need. The bytes are never
 * parsed into numbers and written back, so every digit, unknown field and null survives.
 */
public final class JsonRecord {

    /** Records are exchanged as UTF-8 (RFC 8259); guessing other encodings would let bytes through that no one can read. */
    static final JsonFactory UTF_8 =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /** No field twice in one object: which of them counts, nobody could tell. */
    static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] bytes;
    private final Map<String, String> values;

    private JsonRecord(byte[] bytes, Map<String, String> values) {
        this.bytes = bytes;
        this.values = values;
    }

    /**
     * Reads the named values of a record.
     *
     * @param names of top-level values, or of values in objects: {@code matter/id}
     * @throws MalformedRecordException when the bytes are not exactly one well-formed JSON object
     */
    public static JsonRecord read(byte[] bytes, Set<String> names) throws MalformedRecordException {
        refuseFiller(bytes);
        try (JsonParser parser = STRICT.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException("A record is not a JSON object");
            }
            Map<String, String> values = values(parser, names);
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("A record is followed by something else");
            }
            return new JsonRecord(bytes, values);
        } catch (IOException e) {
            throw malformed("A record", e);
        }
    }

    /** The object at which a parser stands, read to its end and cut out of what is being parsed. */
    static JsonRecord at(JsonParser parser, byte[] parsed, Set<String> names) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        Map<String, String> values = values(parser, names);
        int to = (int) parser.currentLocation().getByteOffset();
        return new JsonRecord(Arrays.copyOfRange(parsed, from, to), values);
    }

    private static Map<String, String> values(JsonParser parser, Set<String> names) throws IOException {
        Map<String, String> values = new HashMap<>();
        readObject(parser, "", names, values);
        return values;
    }

    /** No UTF-8 has this byte, but Jackson fills names with it, and so takes one that holds it for a name it knows. */
    static void refuseFiller(byte[] bytes) throws MalformedRecordException {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == (byte) 0xff) {
                throw MalformedRecordException.broken("A record is not UTF-8 at byte " + at);
            }
        }
    }

    private static void readObject(JsonParser parser, String prefix, Set<String> names, Map<String, String> values)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && isAbove(name, names)) {
                readObject(parser, name + "/", names, values);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL && names.contains(name)) {
                values.put(name, parser.getText());
            } else {
                skip(parser);
            }
        }
    }

    private static boolean isAbove(String name, Set<String> names) {
        for (String wanted : names) {
            if (wanted.startsWith(name) && wanted.startsWith("/", name.length())) {
                return true;
            }
        }
        return false;
    }

    /** Moves past the current value; a nested one is read to its end, so that a broken one is noticed. */
    static void skip(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        }
    }

    /** Jackson's own message may quote the source, so only the place of the fault is passed on. */
    static MalformedRecordException malformed(String what, IOException cause) {
        if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
            return MalformedRecordException.broken(what + " is not well-formed JSON at byte "
                    + json.getLocation().getByteOffset());
        }
        return MalformedRecordException.broken(what + " is not well-formed JSON");
    }

    /** The record's exact bytes. */
    public byte[] bytes() {
        return bytes;
    }

    /** The text of a value that was asked for, as the vendor wrote it, or null when it is absent, null or not scalar. */
    public String value(String name) {
        return values.get(name);
    }

    /** Like {@link #value} for what every record must have. */
    public String required(String name) throws MalformedRecordException {
        String value = value(name);
        if (value == null || value.isEmpty()) {
            throw new MalformedRecordException("A record has no '" + name + "'");
        }
        return value;
    }
}
