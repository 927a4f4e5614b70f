package io.camelclio.app.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.LetterId;
import io.camelclio.kafka.letters.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of a letter in a list: all but its value. Short, so that many can be held; what others have written into a
 * letter is cut to a bearable length.
 *
 * @param entity the kind of record; {@code -} if it is not known
 * @param end what has become of it; empty while it is open
 */
public record LetterView(
        LetterId id,
        Instant keptAt,
        String reason,
        String entity,
        String route,
        String key,
        String message,
        String errorClass,
        int bytes,
        Prospect prospect,
        Optional<Replay> end) {

    /** Nothing but printable ASCII, so that a terminal cannot be attacked. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int LONGEST = 300;
    private static final String NONE = "-";

    /** A view of this letter, of which so much has become. */
    public static LetterView of(DeadLetter letter, Optional<Replay> end) {
        return new LetterView(
                letter.id(),
                letter.keptAt(),
                cut(letter.reason()),
                Origin.entity(letter).map(LetterView::cut).orElse(NONE),
                cut(letter.header(DeadLetter.ROUTE).orElse(NONE)),
                letter.key() == null ? NONE : cut(letter.key()),
                cut(letter.header("error_message").orElse(NONE)),
                cut(letter.header("error_class").orElse(NONE)),
                letter.size(),
                Prospect.of(letter),
                end);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** {@code open}, or what has become of it. */
    public String state() {
        return end.map(replay -> replay.outcome().toString()).orElse("open");
    }

    /** Whether it is still to be replayed, and can be. */
    public boolean isToBeReplayed() {
        return end.isEmpty() && prospect.isGood();
    }

    /** On one line, for scripts. */
    public String json() {
        return write(fields());
    }

    private ObjectNode fields() {
        ObjectNode fields = JSON.createObjectNode();
        fields.put("id", id.toString());
        fields.put("source", id.source());
        fields.put("kept_at", keptAt.toString());
        fields.put("reason", reason);
        fields.put("entity", entity);
        fields.put("route", route);
        fields.put("key", key);
        fields.put("message", message);
        fields.put("class", errorClass);
        fields.put("bytes", bytes);
        fields.put("state", state());
        end.ifPresentOrElse(
                replay -> {
                    fields.put("closed_at", replay.at().toString());
                    fields.put("closed_by", replay.by());
                    ArrayNode to = fields.putArray("to");
                    replay.to().forEach(to::add);
                },
                () -> fields.put("replayable", prospect.isGood()));
        if (end.isEmpty() && !prospect.isGood()) {
            fields.put("hindrance", prospect.hindrance());
            fields.put("remedy", prospect.remedy());
        }
        return fields;
    }

    /** What came of an attempt to replay a letter, on one line. */
    public static String outcomeJson(LetterId id, String outcome, List<String> to, String words) {
        ObjectNode fields = JSON.createObjectNode();
        fields.put("id", id.toString());
        fields.put("outcome", outcome);
        to.forEach(fields.putArray("to")::add);
        fields.put("message", words);
        return write(fields);
    }

    /** Everything, its value too, on one line; what is no UTF-8 shows as the replacement character. */
    public String jsonOfAll(DeadLetter letter) {
        ObjectNode fields = fields();
        ObjectNode headers = fields.putObject("headers");
        letter.headers().forEach(headers::put);
        fields.put("key", letter.key());
        fields.put("value", letter.value() == null ? null : new String(letter.value(), StandardCharsets.UTF_8));
        return write(fields);
    }

    private static String write(ObjectNode fields) {
        try {
            return JSON.writeValueAsString(fields).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Fields of text and numbers can be written as JSON", e);
        }
    }
}
