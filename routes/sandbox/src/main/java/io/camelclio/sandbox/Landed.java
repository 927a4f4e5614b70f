package io.camelclio.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What an independent consumer has read back from the topics. Shares no code with what wrote them. */
final class Landed {

    private static final Pattern OURS = Pattern.compile("com\\.(clio|smokeball)\\.\\w+\\.\\w+\\.v1");

    private final Map<String, List<byte[]>> values = new HashMap<>();
    private final Set<String> identities = new HashSet<>();
    private int duplicates;
    private int deadLetters;
    private int clio;
    private int smokeball;

    /** Goes by the record's own headers: a team may call its topics what it likes. */
    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        if (!header(record, "error_reason").isEmpty()) {
            deadLetters++;
            return;
        }
        if (!identities.add(record.topic() + " " + header(record, "ce_id"))) {
            duplicates++;
        }
        // com.clio.activity.changed.v1
        String[] type = header(record, "ce_type").split("\\.");
        if (type[1].equals("clio")) {
            clio++;
        } else {
            smokeball++;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        values.computeIfAbsent(type[2] + " " + key, any -> new ArrayList<>()).add(record.value());
    }

    /** Whether a record is an event of ours at all, and not a cursor or somebody else's. */
    static boolean isEvent(ConsumerRecord<byte[], byte[]> record) {
        boolean change = OURS.matcher(header(record, "ce_type")).matches() && record.key() != null;
        return change || !header(record, "error_reason").isEmpty();
    }

    /** Whether one of the values of this kind of record and key is what is looked for. */
    synchronized boolean holds(String entity, String key, Predicate<byte[]> wanted) {
        return values.getOrDefault(entity + " " + key, List.of()).stream().anyMatch(wanted);
    }

    synchronized int duplicates() {
        return duplicates;
    }

    synchronized int deadLetters() {
        return deadLetters;
    }

    synchronized int clio() {
        return clio;
    }

    synchronized int smokeball() {
        return smokeball;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
