package io.camelclio.component.telemetry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the requests on a webhook's path since the connection has started.
 *
 * @param model Clio's word for the kind of record, such as {@code matter}
 * @param lastTaken when the last genuine delivery was taken; empty before the first
 * @param refused how many requests were refused or put off, by reason, sorted
 * @param unexpectedHandshakes how many handshakes came that Clio had no reason to send
 */
public record DeliveryState(
        String model, Optional<Instant> lastTaken, Map<String, Long> refused, long unexpectedHandshakes) {}
