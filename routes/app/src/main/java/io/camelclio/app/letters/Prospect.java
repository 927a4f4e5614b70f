package io.camelclio.app.letters;

import io.camelclio.kafka.letters.DeadLetter;

/**
 * Whether a letter can be replayed, as far as it can be told from the letter itself.
 *
 * @param hindrance why not; null if it can
 * @param remedy what to do instead; null if it can
 */
public record Prospect(String hindrance, String remedy) {

    private static final Prospect GOOD = new Prospect(null, null);

    static Prospect of(DeadLetter letter) {
        if (letter.header(DeadLetter.ROUTE).isEmpty()) {
            return new Prospect(
                    "it does not say which route it took",
                    "look at it with 'dead-letters show'; the record's next change brings it, and so does the next comparison"
                            + " (clio.webhook.reconcile) or whole read (smokeball.sweep.period)");
        }
        if (letter.value() == null) {
            return new Prospect(
                    "it has no value", "look at it with 'dead-letters show'; whoever wrote it knows what it is for");
        }
        if (letter.isDigest()) {
            return new Prospect(
                    "its value was too long to be kept (dead_letter.max_value_bytes)",
                    "raise max.message.bytes of the topic it was for; the next comparison (clio.webhook.reconcile) or whole"
                            + " read (smokeball.sweep.period) then brings it");
        }
        if (letter.header("ce_id").isPresent() && letter.key() != null) {
            return GOOD;
        }
        if (Origin.webhookModel(letter).isPresent() && letter.header("ce_asof").isPresent()) {
            return GOOD;
        }
        if (Origin.isHint(letter)) {
            return new Prospect(
                    "it is a webhook of Smokeball's, which only says what to read again",
                    "nothing: the polls have read by now what it told of");
        }
        return new Prospect(
                "it is a row without an identity, of a list that is read again",
                "correct how it is read (smokeball/collections.yaml), if it can be; the next whole read"
                        + " (smokeball.sweep.period), or its next change, brings it");
    }

    /** Whether it can be replayed. */
    public boolean isGood() {
        return hindrance == null;
    }
}
