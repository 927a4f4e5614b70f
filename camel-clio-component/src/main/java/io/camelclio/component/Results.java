package io.camelclio.component;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.record.RecordPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Message;

/** Gives records the form that a route asked for, without losing a digit. */
final class Results {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ClioResult form;

    Results(ClioResult form) {
        this.form = form;
    }

    Object record(byte[] record) throws ClioException {
        return formed(record);
    }

    Object list(List<byte[]> records) throws ClioException {
        return formed(array(records));
    }

    /** Makes the message the answer: what it holds in this form, or no body where Clio has nothing to say. */
    void write(ClioAnswer answer, Message message) throws ClioException {
        message.setBody(body(answer));
        message.setHeader(ClioConstants.STATUS, answer.status());
        answer.header("ETag").ifPresent(etag -> message.setHeader(ClioConstants.ETAG, etag));
        answer.header("Last-Modified").ifPresent(time -> message.setHeader(ClioConstants.LAST_MODIFIED, time));
    }

    private Object body(ClioAnswer answer) throws ClioException {
        if (answer.hasContent()) {
            return content(answer.page());
        }
        return answer.body().length == 0 ? null : answer.body();
    }

    /** A record or a list, as the answer has it. */
    Object content(RecordPage content) throws ClioException {
        return content.isList() ? list(content.records()) : record(content.record());
    }

    private Object formed(byte[] json) throws ClioException {
        return switch (form) {
            case bytes -> json;
            case string -> new String(json, StandardCharsets.UTF_8);
            case map -> read(JSON.readerFor(Object.class), json);
            case jsonNode -> read(JSON.readerFor(JsonNode.class), json);
        };
    }

    private static Object read(ObjectReader reader, byte[] json) throws ClioException {
        try {
            return reader.readValue(json, 0, json.length);
        } catch (IOException e) {
            // The parser's own message may quote the record.
            throw new ClioException(Kind.MALFORMED_JSON, 0, "A record of Clio's answer cannot be read");
        }
    }

    private static byte[] array(List<byte[]> records) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                array.write(',');
            }
            array.writeBytes(records.get(i));
        }
        array.write(']');
        return array.toByteArray();
    }
}
