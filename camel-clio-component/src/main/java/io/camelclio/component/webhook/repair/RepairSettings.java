package io.camelclio.component.webhook.repair;

import io.camelclio.component.Beginning;
import io.camelclio.event.ChangeKind;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the gaps of one webhook are repaired.
 *
 * @param connection the account's name
 * @param model Clio's word for the kind of record
 * @param path the webhook's path on the HTTP server
 * @param events the events that are wanted: without {@code created} and {@code updated} no states are read, without
 *     {@code deleted} no deletions are told
 * @param since what the very first start brings
 * @param recheck the time between two reads of what changed lately though nothing seems missed; zero for none
 * @param reconcile the time between two comparisons; zero for none
 * @param underWay how long the delivery of a change may be under way: what may come yet is not missing
 * @param maxDeleted the most records that one comparison may take for deleted
 * @param knownLasts whether what is known outlives the process
 */
public record RepairSettings(
        String connection,
        String model,
        String path,
        Set<String> events,
        Beginning since,
        Duration recheck,
        Duration reconcile,
        Duration underWay,
        int maxDeleted,
        boolean knownLasts) {

    private static final Set<String> CHANGES = Set.of("created", "updated", "deleted");

    boolean wantsStates() {
        return events.contains("created") || events.contains("updated");
    }

    /** Kinds of the events that are wanted besides. */
    Set<ChangeKind> lifeCycles() {
        return events.stream()
                .filter(event -> !CHANGES.contains(event))
                .map(ChangeKind::lifeCycle)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean wantsDeletions() {
        return events.contains("deleted");
    }
}
