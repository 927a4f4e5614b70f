package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.RecordPage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the records stand in an answer: in a field, page by page or all at once, or the answer is the array itself.
 *
 * @param field the array's field; null where the answer is the array
 */
public record Envelope(String field, boolean isPaged) {

    static final Envelope PAGED = new Envelope("value", true);
    static final String ALLOWED = "paged, array, field <name>";

    private static final Pattern FIELD = Pattern.compile("field ([A-Za-z]+)");

    static Optional<Envelope> of(String text) {
        if (text.equals("paged")) {
            return Optional.of(PAGED);
        }
        if (text.equals("array")) {
            return Optional.of(new Envelope(null, false));
        }
        Matcher field = FIELD.matcher(text);
        return field.matches() ? Optional.of(new Envelope(field.group(1), false)) : Optional.empty();
    }

    /**
     * Cuts an answer into its records.
     *
     * @throws MalformedRecordException when it is not of this form
     */
    public RecordPage cut(byte[] answer) throws MalformedRecordException {
        return field == null ? RecordPage.ofBareArray(answer) : RecordPage.ofArray(answer, field);
    }
}
