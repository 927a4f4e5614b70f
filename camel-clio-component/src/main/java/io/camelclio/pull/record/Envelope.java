package io.camelclio.pull.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A JSON object around one field that matters: that field's value is read as the caller likes, what stands beside it as trees. */
record Envelope<T>(T content, Map<String, JsonNode> beside) {

    /** Reads the value at whose first token a parser stands, to its end. */
    interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Reads the whole of it.
     *
     * @param what begins the messages, such as "An answer"
     * @param shape what the field has to be
     * @throws MalformedRecordException when the bytes are not exactly one well-formed JSON object with that field in it
     */
    static <T> Envelope<T> read(
            ObjectMapper mapper, byte[] bytes, String what, String field, JsonToken shape, Reader<T> reader)
            throws MalformedRecordException {
        T content = null;
        Map<String, JsonNode> beside = new HashMap<>();
        try (JsonParser parser = mapper.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException(what + " is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals(field) ? content != null : beside.containsKey(name)) {
                    throw new MalformedRecordException(what + " has a field twice");
                }
                if (!name.equals(field)) {
                    beside.put(name, parser.readValueAsTree());
                } else if (value == shape) {
                    content = reader.read(parser);
                } else {
                    throw new MalformedRecordException(
                            "'" + field + "' of " + what.toLowerCase(Locale.ROOT) + " has the wrong shape");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedRecordException(what + " is followed by something else");
            }
        } catch (IOException e) {
            throw JsonRecord.malformed(what, e);
        }
        if (content == null) {
            throw new MalformedRecordException(what + " has no '" + field + "'");
        }
        return new Envelope<>(content, beside);
    }

    /** A value beside the content, a missing node when there is none; never null. */
    JsonNode beside(String name) {
        return beside.getOrDefault(name, MissingNode.getInstance());
    }
}
