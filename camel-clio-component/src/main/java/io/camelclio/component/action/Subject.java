package io.camelclio.component.action;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The record on whose page was clicked. There is none but of an address within Clio's API: it is called with a token. */
record Subject(ActionSubject type, long id) {

    private static final Pattern URL =
            Pattern.compile("/api/v4/(activities|contacts|documents|folders|matters)/([1-9][0-9]{0,17})(?:\\.json)?");

    /** @param url the decoded {@code subject_url} */
    static Optional<Subject> parse(String url) {
        Matcher form = URL.matcher(url);
        return form.matches()
                ? Optional.of(new Subject(ActionSubject.valueOf(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** Its path below {@code /api/v4}. */
    String path() {
        return type + "/" + id;
    }
}
