package io.camelclio.kafka.letters;

import java.util.Optional;

/**
 * What one attempt came to.
 *
 * @param end what has become of the letter for good; empty if it failed again and stays as it is
 * @param isNew whether this attempt made that end; an earlier one, or somebody else's, otherwise
 * @param refusal why it failed again; null if it did not
 */
public record ReplayResult(Optional<Replay> end, boolean isNew, String refusal) {

    static ReplayResult done(Replay end) {
        return new ReplayResult(Optional.of(end), true, null);
    }

    static ReplayResult before(Replay end) {
        return new ReplayResult(Optional.of(end), false, null);
    }

    static ReplayResult refused(String refusal) {
        return new ReplayResult(Optional.empty(), false, refusal);
    }
}
