package io.camelclio.app.status;

/** What to do: the third column of the README's table "When things go wrong", which a test holds the two together. */
enum Remedy {
    CLIO_UNREACHABLE(
            "nothing, if it passes: it is tried again with growing pauses. Otherwise the line says why: credentials, region"),
    NOT_PERMITTED(
            "give it in Clio's developer portal and run `authorize` again, or leave the model out; the others run on"),
    PENDING("check `CLIO_PUBLIC_URL`, the proxy and the certificate from outside"),
    EXPIRING("what the line names: credentials, a permission, the network; it is tried again by itself until then"),
    CONSENT("run `authorize` again; no restart is needed with `CLIO_TOKEN_FILE`"),
    SMOKEBALL_STANDS_STILL("grant the scope that the line names, or leave the collection out (`SMOKEBALL_COLLECTIONS`);"
            + " it is looked at again after 1 to 15 minutes"),
    SMOKEBALL_CREDENTIALS("let a user consent again, or give the new secret"),
    FORGED("somebody else is sending, or a proxy changes bodies"),
    PUT_OFF("look at the brokers and at `clio_webhook_refused_total`; Clio delivers again for about an hour, and what"
            + " changed in a longer time is read from Clio"),
    GAP("nothing: what changed is read from Clio. If `The repair of deliveries … failed` follows, its reason says what"
            + " to do"),
    LATEST_STATE("the reason says which; `topics plan` shows what is missing; of copies that differ, see"
            + " `kafka-config`. Deliveries and polls go on, and latest state catches up; but a list that is read whole"
            + " (`changes=fullRead`) is not read while the latest topic is missing or may not be read: its poll fails"
            + " and says so"),
    DEAD_LETTER("`dead-letters show <id>` shows the rest: `error_message`, `error_class`, `source_uri`, and key, value"
            + " and headers of the original. Mend what it names (the route, the topic's `max.message.bytes`), then"
            + " `dead-letters replay`");

    private final String text;

    Remedy(String text) {
        this.text = text;
    }

    /** With names of settings and commands between backticks. */
    String text() {
        return text;
    }
}
