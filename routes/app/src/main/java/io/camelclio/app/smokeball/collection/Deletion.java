package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.record.JsonRecord;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a field that says that a record is deleted, such as {@code status=Deleted}. */
record Deletion(String field, String value) {

    static final Deletion USUAL = new Deletion("isDeleted", "true");
    static final String ALLOWED = "<field>=<value>, or a list of such";

    private static final Pattern PATTERN = Pattern.compile("([A-Za-z]+)=([A-Za-z0-9]+)");

    static Optional<Deletion> of(String text) {
        Matcher words = PATTERN.matcher(text);
        return words.matches() ? Optional.of(new Deletion(words.group(1), words.group(2))) : Optional.empty();
    }

    boolean isTrueOf(JsonRecord record) {
        return value.equals(record.value(field));
    }
}
