package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.Answer;
import java.util.Locale;

/** What becomes of a request that is no handshake: taken, or why not, and what its sender is told. */
enum Verdict {
    TAKEN(WebhookAnswer.DONE, "was taken"),

    NOT_A_POST(WebhookAnswer.NOT_A_POST, "was not a POST; Clio only posts"),
    TOO_LARGE(WebhookAnswer.TOO_LARGE, "had a body over maxBodySize; if it was Clio's, fewer fields make it smaller"),
    SLOW(WebhookAnswer.TIMED_OUT, "did not end in time"),
    ENCODED(WebhookAnswer.ENCODED, "had an encoded body, which Clio does not send"),
    UNSIGNED(WebhookAnswer.UNPROVEN, "had neither a signature nor a secret to confirm"),
    MALFORMED_SIGNATURE(WebhookAnswer.UNPROVEN, "had a signature that is not 64 hexadecimal digits, once"),
    BAD_SIGNATURE(
            WebhookAnswer.UNPROVEN,
            "was signed with no secret that Clio's API shows for this path; if Clio's deliveries are refused so, check that"
                    + " nothing on the way changes bodies and that the webhook is this account's"),
    UNKNOWN_WEBHOOK(WebhookAnswer.UNPROVEN, "named another webhook than the one whose secret signed it"),

    NO_SECRET(
            Answer.LATER,
            "cannot be proven, because Clio's API has shown no shared_secret for this path yet; if it never will, set"
                    + " webhookSecrets"),
    CLIO_SILENT(
            Answer.LATER,
            "was signed with no secret that is known for this path, while Clio's API could not be asked for newer ones; see"
                    + " why Clio cannot be reached"),
    CROWDED(Answer.LATER, "came while no place was free under maxInFlight or in the queue before it"),
    UNPROVEN_CROWD(
            Answer.LATER, "came while many others waited to be proven, and was signed with no secret known here"),
    NO_ROOM(WebhookAnswer.NO_ROOM, "came while bodies of requests took all of maxBodyMemory"),
    SUSPENDED(Answer.LATER, "came while the route was suspended or stopped"),
    FAILED(Answer.LATER, "was not finished by the route"),
    TIMED_OUT(Answer.LATER, "was not finished by the route within timeout");

    private final Answer answer;
    private final String words;

    Verdict(Answer answer, String words) {
        this.answer = answer;
        this.words = words;
    }

    Answer answer() {
        return answer;
    }

    /** Whether it is to be sent again. */
    boolean isPutOff() {
        return answer.status() >= 500;
    }

    /** What happened and what to do, as the rest of a sentence about the request. */
    String words() {
        return words;
    }

    /** Its name in meters, such as {@code bad_signature}. */
    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
