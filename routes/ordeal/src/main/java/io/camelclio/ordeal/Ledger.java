package io.camelclio.ordeal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What an independent consumer has read from the topics: of each change where it lies and how often, of each latest
 * topic what it says now. Shares no code with what wrote them. Thread-safe.
 */
final class Ledger {

    /** The account's name in keys. */
    static final String CONNECTION = "ordeal";

    /** Every digit counts. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String LATEST = ".latest.v1";
    private static final String DELETED = "deleted";

    private final Map<String, Places> places = new HashMap<>();
    private final Map<String, String> idsOfVersions = new HashMap<>();
    private final Map<String, String> versionsOfIds = new HashMap<>();
    private final Map<String, byte[]> latest = new HashMap<>();
    private final Set<String> contradictions = new HashSet<>();
    private final Set<String> deadLetters = new HashSet<>();
    private int records;
    private int duplicates;

    /** Where among all records a change came first, and where it came last. */
    record Places(int first, int last) {}

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        String key = text(record.key());
        if (record.topic().contains("dead_letter")) {
            deadLetters.add(key + ": " + header(record, "error_reason"));
        } else if (record.topic().endsWith(LATEST)) {
            latest(record.topic().replace(LATEST, "") + " " + key, record.value());
        } else {
            change(record, key);
        }
    }

    private void latest(String name, byte[] value) {
        if (value == null) {
            latest.remove(name);
        } else {
            latest.put(name, value);
        }
    }

    private void change(ConsumerRecord<byte[], byte[]> record, String key) {
        // com.clio.matter.matter_closed.v1
        String[] type = header(record, "ce_type").split("\\.");
        String version = version(type[1] + "." + type[2], key, type[3], record.value());
        String id = header(record, "ce_id");
        records++;
        places.merge(version, new Places(records, records), (one, other) -> new Places(one.first(), other.last()));
        String before = versionsOfIds.putIfAbsent(id, version);
        if (before != null) {
            duplicates++;
        }
        if (before != null && !before.equals(version)) {
            contradictions.add("one ce_id for " + before + " and " + version);
        }
        // A deletion may be found by comparing and delivered too, with an id each.
        String other = type[3].equals(DELETED) ? null : idsOfVersions.putIfAbsent(version, id);
        if (other != null && !other.equals(id)) {
            contradictions.add("several ce_id for " + version);
        }
    }

    /** Names one change of one record: a deletion by the record alone, as nothing follows it. */
    private static String version(String entity, String key, String kind, byte[] value) {
        String change = entity + " " + key + " " + kind;
        if (kind.equals(DELETED)) {
            return change;
        }
        JsonNode json = json(value);
        String etag = json.path("etag").asText();
        return change + " " + (etag.isEmpty() ? "" + Arrays.hashCode(value) : etag);
    }

    /** Where on the topics Clio's change of a record is; empty when it is not there. */
    synchronized Optional<Places> places(String model, long id, String event, byte[] data) {
        String kind = event.equals("created") || event.equals("updated") ? "changed" : event;
        return Optional.ofNullable(places.get(version("clio." + model, CONNECTION + "/" + id, kind, data)));
    }

    /** What a latest topic says of a record now; empty for one that is deleted or was never there. */
    synchronized Optional<byte[]> latest(String entity, Object id) {
        return Optional.ofNullable(latest.get(entity + " " + CONNECTION + "/" + id));
    }

    /** The ids of the records that a latest topic says there are. */
    synchronized Set<String> ids(String entity) {
        String prefix = entity + " " + CONNECTION + "/";
        Set<String> ids = new HashSet<>();
        latest.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> ids.add(name.substring(prefix.length())));
        return ids;
    }

    /** Records on change topics. */
    synchronized int records() {
        return records;
    }

    /** How many of them had been there before, with the same {@code ce_id}. */
    synchronized int duplicates() {
        return duplicates;
    }

    /** Changes that came with two ids, and ids of two changes. */
    synchronized Set<String> contradictions() {
        return Set.copyOf(contradictions);
    }

    synchronized Set<String> deadLetters() {
        return Set.copyOf(deadLetters);
    }

    static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("A record on a topic is no JSON");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
