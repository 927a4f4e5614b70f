package io.camelclio.testkit.smokeball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.ActivityCode.Version;
import io.camelclio.testkit.smokeball.Change.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The activity codes of the firm. Every change makes a new {@code versionId} and a new time of update; a deleted code
 * stays. Thread-safe.
 */
public final class ActivityCodes {

    private static final Set<String> OWN_FIELDS =
            Set.of("id", "versionId", "isDeleted", "href", "relation", "method", "self");
    private static final int LONGEST_CODE = 20;

    private final Clock clock;
    private final Duration visibilityLag;
    private final Random random;
    private final Map<String, ActivityCode> codes = new LinkedHashMap<>();
    private long changes;

    ActivityCodes(Clock clock, Duration visibilityLag, Random random) {
        this.clock = clock;
        this.visibilityLag = visibilityLag;
        this.random = random;
    }

    /**
     * Creates a code.
     *
     * @param fields a JSON object with any fields but those that Smokeball sets itself; numbers keep their digits, a null
     *     leaves its field out
     * @return the change, with the new id
     * @throws IllegalArgumentException if Smokeball would not allow the fields
     */
    public synchronized Change create(String fields) {
        ActivityCode code = new ActivityCode(Guids.next(random), codes.size());
        ObjectNode start = Json.object().put("id", code.id()).put("versionId", "");
        Change change = change(Kind.CREATED, code, merged(start, fields), false);
        codes.put(code.id(), code);
        return change;
    }

    /**
     * Changes some fields of a code.
     *
     * @param id its id
     * @param fields a JSON object with the fields to set; a null takes its field away
     * @throws IllegalArgumentException if there is no such code, or Smokeball would not allow the fields
     */
    public synchronized Change update(String id, String fields) {
        ActivityCode code = existing(id);
        Version latest = code.latest();
        return change(Kind.UPDATED, code, merged(latest.fields().deepCopy(), fields), latest.isDeleted());
    }

    /**
     * Deletes a code: it stays in lists with {@code isDeleted} true.
     *
     * @param id its id
     * @throws IllegalArgumentException if there is no such code
     */
    public synchronized Change delete(String id) {
        ActivityCode code = existing(id);
        return change(Kind.DELETED, code, code.latest().fields().deepCopy(), true);
    }

    /** Ids of all codes, deleted ones included, in the order of creation. */
    public synchronized List<String> all() {
        return List.copyOf(codes.keySet());
    }

    /** The latest fields of a code, without links, whether or not the API shows them yet. */
    synchronized ObjectNode fields(String id) {
        return existing(id).latest().fields().deepCopy();
    }

    synchronized long changes() {
        return changes;
    }

    /** Rows that the API shows at this moment, in the order of creation. */
    synchronized List<Row> visible() {
        Instant now = clock.instant();
        List<Row> rows = new ArrayList<>(codes.size());
        for (ActivityCode code : codes.values()) {
            code.visible(now).ifPresent(version -> rows.add(new Row(code, version)));
        }
        return rows;
    }

    synchronized Optional<Row> visible(String id) {
        return Optional.ofNullable(codes.get(id))
                .flatMap(code -> code.visible(clock.instant()).map(version -> new Row(code, version)));
    }

    synchronized Collection<Row> latest() {
        return codes.values().stream().map(code -> new Row(code, code.latest())).toList();
    }

    /** A code in one of its versions. */
    record Row(ActivityCode code, Version version) {}

    private Change change(Kind kind, ActivityCode code, ObjectNode fields, boolean deleted) {
        String versionId = Guids.next(random);
        fields.put("versionId", versionId);
        fields.remove("isDeleted");
        fields.put("isDeleted", deleted);
        Instant now = clock.instant();
        code.add(new Version(fields, Ticks.of(now), now.plus(visibilityLag)), now);
        changes++;
        return new Change(kind, code.id(), versionId, Ticks.of(now));
    }

    private ActivityCode existing(String id) {
        ActivityCode code = codes.get(id);
        if (code == null) {
            throw new IllegalArgumentException("The Smokeball sandbox has no activity code " + id);
        }
        return code;
    }

    private static ObjectNode merged(ObjectNode present, String fields) {
        ObjectNode wanted = Json.object(fields);
        wanted.fieldNames().forEachRemaining(name -> {
            if (OWN_FIELDS.contains(name)) {
                throw new IllegalArgumentException("Smokeball sets the field " + name + " itself");
            }
        });
        present.setAll(wanted);
        for (Iterator<String> names = present.fieldNames(); names.hasNext(); ) {
            if (present.get(names.next()).isNull()) {
                names.remove();
            }
        }
        requireAllowed(present);
        return present;
    }

    /** Rules of the API reference for creating and changing activity codes. */
    private static void requireAllowed(ObjectNode fields) {
        if (fields.path("code").asText().length() > LONGEST_CODE) {
            throw new IllegalArgumentException("An activity code's code has at most %d characters, not %s"
                    .formatted(LONGEST_CODE, fields.get("code")));
        }
        if (fields.has("rate") && fields.path("rateType").asInt() != 1) {
            throw new IllegalArgumentException(
                    "An activity code has a rate only with rateType 1, not " + fields.path("rateType"));
        }
    }
}
