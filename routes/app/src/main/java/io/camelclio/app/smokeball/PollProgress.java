package io.camelclio.app.smokeball;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one route has come with its collection.
 *
 * @param routeId of the route that reads, the Kamelet's own
 * @param entity as it stands in event types
 * @param upTo when the last whole poll, or round over all parents, began: whatever changed before is known; empty before the
 *     first
 * @param lastWhole when that ended
 */
public record PollProgress(String routeId, String entity, Optional<Instant> upTo, Optional<Instant> lastWhole) {}
