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

    /** Clio's clock when it answered; ours when it does not say. */
    Instant vendorTime() {
        return answer.date().orElse(asOf);
    }

    Optional<String> next() {
        return ClioPages.next(answer.page());
    }
}
