package io.camelclio.testkit.clio.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.catalogue.Field;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * Records that are invented from their number each time they are read, so that a list of a million takes no memory.
 * Record i was created and last changed i seconds after the first one; the last one is as old as the sandbox.
 */
final class GeneratedRecords {

    private final Resource resource;
    private final long beforeFirst;
    private final long count;
    private final Instant beginning;

    /**
     * A range of records.
     *
     * @param beforeFirst the id before the first one's
     * @param end when the last one was created, to the second
     */
    GeneratedRecords(Resource resource, long beforeFirst, long count, Instant end) {
        this.resource = resource;
        this.beforeFirst = beforeFirst;
        this.count = count;
        this.beginning = end.minusSeconds(count);
    }

    boolean contains(long id) {
        return id > beforeFirst && id <= last();
    }

    long last() {
        return beforeFirst + count;
    }

    LongStream after(long id) {
        return LongStream.rangeClosed(Math.max(id, beforeFirst) + 1, last());
    }

    LongStream before(long id) {
        long from = Math.min(id - 1, last());
        return LongStream.iterate(from, next -> next > beforeFirst, next -> next - 1);
    }

    ClioRecord record(long id) {
        long number = id - beforeFirst;
        Instant time = beginning.plusSeconds(number);
        String etag = "\"" + hex(number) + hex(~number) + "\"";
        return new ClioRecord(id, 1, time, time, etag, false, 0, () -> fields(id, number, time, etag));
    }

    private ObjectNode fields(long id, long number, Instant time, String etag) {
        ObjectNode fields = Json.object();
        for (Field field : resource.type().fields().values()) {
            switch (field.name()) {
                case "id" -> fields.set("id", resource.writtenId(id));
                case "etag" -> fields.put("etag", etag);
                case "created_at", "updated_at" -> fields.put(field.name(), Times.write(time));
                default -> invent(fields, field, number);
            }
        }
        return fields;
    }

    private static void invent(ObjectNode fields, Field field, long number) {
        switch (field.kind()) {
            case "string" -> fields.put(field.name(), field.name() + " " + number);
            case "integer" -> fields.put(field.name(), number);
            case "decimal" -> fields.put(field.name(), BigDecimal.valueOf(number, 2));
            case "boolean" -> fields.put(field.name(), number % 2 == 0);
            default -> fields.putNull(field.name());
        }
    }

    /** Sixteen digits that differ from number to number (the finisher of SplitMix64). */
    private static String hex(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        String digits = Long.toHexString(mixed ^ mixed >>> 31);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
