package io.camelclio.kafka.letters;

import io.camelclio.kafka.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What has become of one letter: the audit trail. It says who, when, why it had failed and where it went, and
 * holds neither key nor record. Letters that are still to be replayed have none.
 *
 * @param keptAt the letter's own time: an offset is used again when a topic is made anew
 * @param by who replayed it; 1 to 100 letters, digits, spaces or {@code . _ @ + -}
 * @param to where it went, {@code <topic>-<partition>-<offset>} each; none if it went nowhere
 * @param changes identities ({@code ce_id}) of what went there
 * @param times the {@code ce_time} of each of them; empty texts where it had none
 */
public record Replay(
        LetterId letter,
        Instant keptAt,
        String reason,
        Outcome outcome,
        Instant at,
        String by,
        List<String> to,
        List<String> changes,
        List<String> times) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._@+-]{1,100}");
    private static final Pattern REASON = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    /** What can become of a letter: for good, except that one that was outdated can be replayed by whoever wants it all the same. */
    public enum Outcome {
        /** It is where it belongs. */
        REPLAYED,
        /** Something newer of its record was there already, or the same change, so nothing was written. */
        OUTDATED,
        /** Its record was erased after it failed, so nothing was written. */
        ERASED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether this is the letter's end.
     *
     * @param outdatedToo whether letters that were outdated are to be replayed after all
     */
    public boolean isFinal(boolean outdatedToo) {
        return !(outdatedToo && outcome == Outcome.OUTDATED);
    }

    /**
     * Checks who says so.
     *
     * @throws IllegalArgumentException if that is no name
     */
    public static String checkedName(String by) {
        if (!NAME.matcher(by).matches()) {
            throw new IllegalArgumentException(
                    "Who replays is named (option --by) in 1 to 100 letters, digits, spaces or . _ @ + -, was '%s'"
                            .formatted(by));
        }
        return by;
    }

    /** Every text is of a form that needs no escaping. */
    String json() {
        return """
                {"letter":"%s","kept_at":"%s","reason":"%s","outcome":"%s","at":"%s","by":"%s","to":%s,"changes":%s,"times":%s}""".formatted(
                        letter,
                        keptAt,
                        REASON.matcher(reason).matches() ? reason : "unknown",
                        outcome,
                        at,
                        by,
                        array(to),
                        array(changes),
                        array(times));
    }

    private static String array(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(",", "[", "]"));
    }

    /** What nobody here has written is passed over. */
    static Optional<Replay> parse(byte[] json) {
        return JsonObject.parse(json).flatMap(fields -> {
            try {
                return Optional.of(new Replay(
                        LetterId.parse(fields.text("letter").orElse("")),
                        fields.time("kept_at").orElseThrow(),
                        fields.text("reason").orElseThrow(),
                        Outcome.valueOf(fields.text("outcome").orElse("").toUpperCase(Locale.ROOT)),
                        fields.time("at").orElseThrow(),
                        fields.text("by").orElseThrow(),
                        fields.texts("to"),
                        fields.texts("changes"),
                        fields.texts("times")));
            } catch (IllegalArgumentException | NoSuchElementException e) {
                return Optional.empty();
            }
        });
    }
}
