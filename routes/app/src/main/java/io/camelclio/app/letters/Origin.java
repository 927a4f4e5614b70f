package io.camelclio.app.letters;

import io.camelclio.kafka.letters.DeadLetter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a letter came from, as far as its headers say so in the way of ours. */
final class Origin {

    private static final Pattern TYPE = Pattern.compile("com\\.([a-z]+)\\.([a-z_]+)\\.([a-z_]+)\\.v1");
    private static final Pattern WEBHOOK = Pattern.compile("clio-webhook:(?://)?([a-z_]+)(?:\\?.*)?");
    private static final Pattern ROWS =
            Pattern.compile("kamelet:(?://)?smokeball-source\\?(?:.*&)?entity=([a-z_]+)(?:&.*)?");
    private static final Pattern HINT = Pattern.compile("kamelet:(?://)?smokeball-webhook-source(?:\\?.*)?");
    private static final Pattern CONNECTION = Pattern.compile("/([a-z]+)/([^/]+)");

    private Origin() {}

    /** The kind of record, such as {@code clio.contact}. */
    static Optional<String> entity(DeadLetter letter) {
        Optional<String> typed = matched(TYPE, letter, "ce_type").map(type -> type.group(1) + "." + type.group(2));
        return typed.or(() -> webhookModel(letter).map(model -> "clio." + model))
                .or(() -> rows(letter).map(entity -> "smokeball." + entity));
    }

    /** Clio's word for the kind of record, of what was delivered. */
    static Optional<String> webhookModel(DeadLetter letter) {
        return matched(WEBHOOK, letter, DeadLetter.SOURCE).map(uri -> uri.group(1));
    }

    /** The entity of a collection of Smokeball's that the letter is a row of. */
    static Optional<String> rows(DeadLetter letter) {
        return matched(ROWS, letter, DeadLetter.SOURCE).map(uri -> uri.group(1));
    }

    /** Whether it is a webhook of Smokeball's. */
    static boolean isHint(DeadLetter letter) {
        return matched(HINT, letter, DeadLetter.SOURCE).isPresent();
    }

    /** The account's name. */
    static Optional<String> connection(DeadLetter letter) {
        return matched(CONNECTION, letter, "ce_source").map(source -> source.group(2));
    }

    private static Optional<Matcher> matched(Pattern pattern, DeadLetter letter, String header) {
        return letter.header(header).map(pattern::matcher).filter(Matcher::matches);
    }
}
