package io.camelclio.component;

import io.camelclio.component.api.ClioAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One page of a poll's list, and when it was asked for on our clock. */
record PolledPage(ClioAnswer answer, Instant asOf) {

    List<byte[]> records() {
        return answer.page().records();
    }

    /** Clio's clock when it answered; empty when it does not say. */
    Optional<Instant> date() {
        return answer.date();
    }

    /** Clio's clock when it answered, or ours when it does not say: good enough to date a record, not to move a cursor. */
    Instant vendorTime() {
        return date().orElse(asOf);
    }

    Optional<String> next() {
        return answer.nextPage();
    }
}
