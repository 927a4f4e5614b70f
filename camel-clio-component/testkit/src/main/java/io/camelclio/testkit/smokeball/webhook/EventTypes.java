package io.camelclio.testkit.smokeball.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;

/**
 * Which types of events there are, and which of them a change causes: the one named after what happened, else
 * {@code updated}, as far as the type exists; and an event of life where a field takes a certain value (the names are
 * documented, the rule is our reading of them).
 */
final class EventTypes {

    private record Life(String type, String pointer, JsonNode value) {

        boolean begins(RecordVersion before, RecordVersion after, boolean created) {
            return after.at(pointer).equals(value)
                    && (created || !before.at(pointer).equals(value));
        }
    }

    private static final List<Life> LIVES = List.of(
            new Life("invoice.finalized", "/status", Json.tree(1)),
            new Life("matter.closed", "/status", Json.tree("Closed")),
            new Life("matter.converted", "/isLead", Json.tree(false)));

    private final Set<String> known;

    EventTypes(List<String> documented) {
        known = new CopyOnWriteArraySet<>(documented);
    }

    void add(String type) {
        known.add(type);
    }

    Set<String> known() {
        return known;
    }

    List<String> of(Resource resource, Change change, RecordVersion before, RecordVersion after) {
        List<String> types = new ArrayList<>();
        resource.event().ifPresent(word -> {
            Stream.of(change.kind().name().toLowerCase(Locale.ROOT), "updated")
                    .map(kind -> word + "." + kind)
                    .filter(known::contains)
                    .findFirst()
                    .ifPresent(types::add);
            boolean created = change.kind() == Change.Kind.CREATED;
            LIVES.stream()
                    .filter(life -> life.type().startsWith(word + ".") && known.contains(life.type()))
                    .filter(life ->
                            life.begins(before, after, created && !life.type().equals("matter.converted")))
                    .map(Life::type)
                    .forEach(types::add);
        });
        return types;
    }
}
