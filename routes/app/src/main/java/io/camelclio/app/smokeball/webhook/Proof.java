package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.smokeball.collection.Ticks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/**
 * Whether a request comes from Smokeball: it bears the signature of its headers, and these are of now. Its body is nothing
 * of that. Where in doubt it does not.
 */
final class Proof {

    private static final Pattern TICKS = Pattern.compile("[1-9][0-9]{17}");
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,200}");

    private final Signature signature;
    private final Clock clock;

    Proof(Signature signature, Clock clock) {
        this.signature = signature;
        this.clock = clock;
    }

    /**
     * Why a request is refused.
     *
     * @param tolerance how far its time may be from now, before and after
     * @return empty for one that is Smokeball's
     */
    Optional<Verdict> refusal(Message request, Duration tolerance) {
        String given = header(request, "Signature");
        String timestamp = header(request, "Timestamp");
        String requestId = header(request, "RequestId");
        if (given == null
                || timestamp == null
                || requestId == null
                || !TICKS.matcher(timestamp).matches()
                || !REQUEST_ID.matcher(requestId).matches()) {
            return Optional.of(Verdict.UNSIGNED);
        }
        if (!signature.isOf(timestamp, requestId, given)) {
            return Optional.of(Verdict.BAD_SIGNATURE);
        }
        Instant now = clock.instant();
        Instant signed = Ticks.toInstant(Long.parseLong(timestamp));
        if (signed.isBefore(now.minus(tolerance))) {
            return Optional.of(Verdict.OLD);
        }
        return signed.isAfter(now.plus(tolerance)) ? Optional.of(Verdict.EARLY) : Optional.empty();
    }

    /** One that stands twice is a list, and none. */
    private static String header(Message request, String name) {
        return request.getHeader(name) instanceof String text ? text : null;
    }
}
