package io.camelclio.testkit.smokeball.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.catalogue.Updated;
import io.camelclio.testkit.smokeball.records.Change.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of one collection, per parent. Guarded by the lock of its account. */
final class Store {

    private final Resource resource;
    private final Firm firm;
    private final Map<List<String>, Map<String, History>> records = new LinkedHashMap<>();
    private final List<RecordKey> keys = new ArrayList<>();

    Store(Resource resource, Firm firm) {
        this.resource = resource;
        this.firm = firm;
    }

    Resource resource() {
        return resource;
    }

    /** All records ever created. */
    List<RecordKey> keys() {
        return keys;
    }

    Change create(List<String> parents, ObjectNode wanted) {
        return create(new RecordKey(parents, firm.newId()), wanted);
    }

    Change create(RecordKey key, ObjectNode wanted) {
        if (find(key).isPresent()) {
            throw new IllegalArgumentException("The Smokeball sandbox has a " + resource.words() + " " + key.id()
                    + " there already; update or restore it");
        }
        ObjectNode fields = Json.object();
        if (resource.hasId()) {
            fields.put("id", key.id());
        }
        if (resource.version() != Resource.VersionKind.NONE) {
            fields.put("versionId", "");
        }
        fields.setAll(wanted);
        History history = new History();
        Change change = change(Kind.CREATED, key, keys.size(), history, fields, false);
        records.computeIfAbsent(key.parents(), none -> new LinkedHashMap<>()).put(key.id(), history);
        keys.add(key);
        return change;
    }

    Change update(RecordKey key, ObjectNode wanted) {
        History history = existing(key);
        RecordVersion latest = history.latest();
        if (latest.gone()) {
            throw new IllegalArgumentException(
                    "The " + resource.words() + " " + key.id() + " is gone; restore it before it is updated");
        }
        ObjectNode fields = latest.fields().deepCopy();
        fields.setAll(wanted);
        return change(Kind.UPDATED, key, latest.number(), history, fields, false);
    }

    Change delete(RecordKey key) {
        History history = existing(key);
        RecordVersion latest = history.latest();
        ObjectNode fields = latest.fields().deepCopy();
        resource.deletion().ifPresent(deletion -> {
            history.keep(latest.fields().get(deletion.field()));
            fields.set(deletion.field(), deletion.value());
        });
        return change(
                Kind.DELETED,
                key,
                latest.number(),
                history,
                fields,
                resource.deletion().isEmpty());
    }

    Change vanish(RecordKey key) {
        History history = existing(key);
        RecordVersion latest = history.latest();
        return change(
                Kind.DELETED, key, latest.number(), history, latest.fields().deepCopy(), true);
    }

    Change restore(RecordKey key) {
        History history = existing(key);
        RecordVersion latest = history.latest();
        if (!latest.isDeleted()) {
            throw new IllegalArgumentException("The " + resource.words() + " " + key.id() + " is not deleted");
        }
        ObjectNode fields = latest.fields().deepCopy();
        resource.deletion().ifPresent(deletion -> {
            if (deletion.isFlag()) {
                fields.put(deletion.field(), !deletion.value().booleanValue());
            } else {
                history.kept().ifPresent(value -> fields.set(deletion.field(), value));
            }
        });
        return change(Kind.RESTORED, key, latest.number(), history, fields, false);
    }

    /** The latest fields, whether or not the API shows them yet. */
    ObjectNode fields(RecordKey key) {
        return existing(key).latest().fields().deepCopy();
    }

    List<String> ids(List<String> parents) {
        return List.copyOf(records.getOrDefault(parents, Map.of()).keySet());
    }

    List<RecordVersion> visible(List<String> parents, Instant now) {
        return records.getOrDefault(parents, Map.of()).values().stream()
                .flatMap(history -> history.visible(now).stream())
                .toList();
    }

    Optional<RecordVersion> visible(RecordKey key, Instant now) {
        return find(key).flatMap(history -> history.visible(now));
    }

    List<RecordVersion> latest() {
        return histories()
                .map(History::latest)
                .filter(version -> !version.gone())
                .toList();
    }

    /** Whether a record shows whose parents begin with the given ones. */
    boolean shows(List<String> before, String id, Instant now) {
        if (before.size() == resource.parents().size()) {
            return visible(new RecordKey(before, id), now).isPresent();
        }
        int depth = Math.min(before.size(), resource.parents().size());
        List<String> prefix = before.subList(0, depth);
        return records.entrySet().stream()
                .filter(entry -> entry.getKey().subList(0, depth).equals(prefix))
                .anyMatch(entry -> Optional.ofNullable(entry.getValue().get(id))
                        .flatMap(history -> history.visible(now))
                        .isPresent());
    }

    private Stream<History> histories() {
        return records.values().stream().flatMap(histories -> histories.values().stream());
    }

    private Optional<History> find(RecordKey key) {
        return Optional.ofNullable(records.getOrDefault(key.parents(), Map.of()).get(key.id()));
    }

    private History existing(RecordKey key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException("The Smokeball sandbox has no " + resource.words() + " "
                        + key.id() + (key.parents().isEmpty() ? "" : " under " + String.join(" / ", key.parents()))));
    }

    private Change change(Kind kind, RecordKey key, long number, History history, ObjectNode fields, boolean gone) {
        Instant now = firm.now();
        boolean first = kind == Kind.CREATED;
        long ticks =
                first ? Ticks.of(now) : Math.max(Ticks.of(now), history.latest().updatedTicks() + 1);
        withoutNulls(fields);
        FieldRules.check(resource, fields);
        setOwn(fields, ticks, kind);
        RecordVersion after = new RecordVersion(resource, key, number, fields, ticks, firm.visibleFrom(now), gone);
        RecordVersion before = first ? after : history.latest();
        history.add(after, now);
        Change change =
                new Change(kind, resource.name(), key.parents(), key.id(), after.version(), ticks, firm.requestId());
        firm.changed(change, before, after);
        return change;
    }

    private void setOwn(ObjectNode fields, long ticks, Kind kind) {
        switch (resource.version()) {
            case GUID -> fields.put("versionId", firm.newId());
            case TICKS -> fields.put("versionId", Long.toString(ticks));
            case OPAQUE -> fields.put("versionId", firm.newId() + "-" + Long.toHexString(ticks));
            default -> {}
        }
        resource.updated().ifPresent(updated -> fields.set(updated.field(), written(updated, ticks)));
        resource.deletion().filter(deletion -> deletion.isFlag()).ifPresent(deletion -> {
            JsonNode before = fields.remove(deletion.field());
            boolean flag = deletion.value().booleanValue();
            fields.put(deletion.field(), kind == Kind.CREATED || before == null ? !flag : before.booleanValue());
        });
    }

    private static JsonNode written(Updated updated, long ticks) {
        Instant time = Ticks.toInstant(ticks);
        return switch (updated.form()) {
            case TICKS -> Json.tree(ticks);
            case ISO -> Json.tree(Times.iso(time));
            case LOCAL -> Json.tree(Times.local(time));
            case ISO7 -> Json.tree(Times.iso7(time));
        };
    }

    private static void withoutNulls(ObjectNode fields) {
        fields.properties().removeIf(field -> field.getValue().isNull());
    }
}
