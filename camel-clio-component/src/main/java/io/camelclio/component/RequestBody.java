package io.camelclio.component;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * What a create or update sends: the message body as JSON inside {@code {"data":…}}, which is added where it is absent.
 * Text, bytes and streams go out as they are, everything else as Jackson writes it, decimals with all their digits. A
 * failure says what is wrong and never quotes the body.
 */
final class RequestBody {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final JsonFactory READER = new JsonFactory();

    private RequestBody() {}

    /** The bytes to send; null when the message has no body. */
    static byte[] of(Message message) throws ClioException {
        byte[] json = json(message);
        return json == null || json.length == 0 ? null : inEnvelope(json);
    }

    private static byte[] json(Message message) throws ClioException {
        Object body = message.getBody();
        if (body == null || body instanceof byte[]) {
            return (byte[]) body;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return isStreamed(body) ? message.getMandatoryBody(byte[].class) : JSON.writeValueAsBytes(body);
        } catch (IOException | InvalidPayloadException | RuntimeException e) {
            throw unusable("cannot be written as JSON (" + body.getClass().getName() + ")");
        }
    }

    private static boolean isStreamed(Object body) {
        return body instanceof InputStream
                || body instanceof java.io.Reader
                || body instanceof java.io.File
                || body instanceof java.nio.file.Path
                || body instanceof org.apache.camel.StreamCache
                || body instanceof org.apache.camel.WrappedFile;
    }

    private static byte[] inEnvelope(byte[] json) throws ClioException {
        if (hasData(json)) {
            return json;
        }
        byte[] before = "{\"data\":".getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[before.length + json.length + 1];
        System.arraycopy(before, 0, whole, 0, before.length);
        System.arraycopy(json, 0, whole, before.length, json.length);
        whole[whole.length - 1] = '}';
        return whole;
    }

    /** Whether the object has a top-level {@code data}; reads it to its end, so that broken JSON is never sent. */
    private static boolean hasData(byte[] json) throws ClioException {
        boolean found = false;
        try (JsonParser parser = READER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unusable("is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                found |= parser.currentName().equals("data");
                parser.nextToken();
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw unusable("holds more than one JSON object");
            }
        } catch (IOException e) {
            throw unusable("is not well-formed JSON");
        }
        return found;
    }

    private static ClioException unusable(String why) {
        return new ClioException(Kind.INVALID_REQUEST, 0, "The message body " + why);
    }
}
