package io.camelclio.app.smokeball.collection;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a collection is asked for changes only. Times are rounded down to what the form can say, never up, so that nothing
 * falls between two reads.
 *
 * @param parameter its name, such as {@code UpdatedSince}
 */
public record Since(String parameter, Form form) {

    static final String ALLOWED = "<parameter> and one of "
            + Arrays.stream(Form.values()).map(Form::word).collect(Collectors.joining(", "));

    private static final Pattern PATTERN = Pattern.compile("([A-Za-z]+) ([a-z-]+)");

    /** How a time is written. Fractions of a second are refused by some collections, a zone by others. */
    public enum Form {
        TICKS("ticks") {
            @Override
            String write(Instant time) {
                return String.valueOf(Ticks.of(time));
            }
        },
        ISO("iso") {
            @Override
            String write(Instant time) {
                return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
            }
        },
        ISO_WITHOUT_ZONE("iso-without-zone") {
            @Override
            String write(Instant time) {
                return WITHOUT_ZONE.format(time.truncatedTo(ChronoUnit.SECONDS));
            }
        };

        private static final DateTimeFormatter WITHOUT_ZONE =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

        private final String word;

        Form(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        abstract String write(Instant time);
    }

    static Optional<Since> of(String text) {
        Matcher words = PATTERN.matcher(text);
        return words.matches()
                ? Arrays.stream(Form.values())
                        .filter(form -> form.word.equals(words.group(2)))
                        .findFirst()
                        .map(form -> new Since(words.group(1), form))
                : Optional.empty();
    }

    /** The parameter's value for a time. */
    public String value(Instant time) {
        return form.write(time);
    }
}
