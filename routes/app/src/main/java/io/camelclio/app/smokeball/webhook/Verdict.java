package io.camelclio.app.smokeball.webhook;

import java.util.Locale;

/**
 * What becomes of a webhook, and what its sender is told. Smokeball documents no second try, so that nothing is told to
 * come again which would be refused again.
 */
enum Verdict {
    TAKEN(200, "was taken"),
    UNREADABLE(200, "is no event in JSON and is a dead letter"),
    FAILED_WRITE(200, "tells of a write at Smokeball that failed, and is a dead letter"),
    UNKNOWN_TYPE(200, "is of a type that smokeball/events.yaml does not have"),
    NO_RECORD(200, "means no record"),
    NO_ID(200, "does not name its record"),

    UNSIGNED(401, "lacked one of the headers Signature, Timestamp and RequestId, or had one twice or malformed"),
    BAD_SIGNATURE(
            401,
            "was signed with another key or for another client; if it is Smokeball's, check SMOKEBALL_WEBHOOK_KEY and"
                    + " SMOKEBALL_CLIENT_ID"),
    OLD(401, "was signed longer ago than is tolerated; if it is Smokeball's, check this machine's clock"),
    EARLY(401, "was signed for a later time than is tolerated; if it is Smokeball's, check this machine's clock"),
    TOO_LARGE(413, "had a larger body than is allowed"),
    CROWDED(503, "came while too many others were in work"),
    FAILED(503, "could not be written to Kafka; what changed is found by the next poll");

    private final int status;
    private final String words;

    Verdict(int status, String words) {
        this.status = status;
        this.words = words;
    }

    int status() {
        return status;
    }

    /** What happened and what to do, as the rest of a sentence about the webhook. */
    String words() {
        return words;
    }

    boolean isRefusal() {
        return status >= 400;
    }

    /** Its name in meters, such as {@code bad_signature}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
