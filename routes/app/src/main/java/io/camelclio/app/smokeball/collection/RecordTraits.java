package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.pull.record.RecordPage;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to read the records of one collection: what tells them apart, which version each is, when it changed and whether it
 * is deleted. Nowhere does Smokeball say that a deletion is final, so a deleted record has a version as any other: should it
 * come back and be deleted again, that is another deletion.
 *
 * @param byId whether a single one can be read, at the collection's path and its id
 */
public record RecordTraits(RecordKey key, String version, String updated, List<Deletion> deleted, boolean byId) {

    private static final Pattern TICKS = Pattern.compile("[1-9][0-9]{17}");

    /**
     * What one record says of itself.
     *
     * @param id unique under its parents
     * @param version the version it is in
     * @param changedAt empty when the record does not say
     */
    public record Said(String id, String version, Optional<Instant> changedAt, boolean deleted) {}

    /** The records that a page holds. */
    public List<byte[]> of(RecordPage page) {
        return key.isOfWholeArray() ? List.of(array(page.records())) : page.records();
    }

    private static byte[] array(List<byte[]> records) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                array.write(',');
            }
            array.writeBytes(records.get(i));
        }
        array.write(']');
        return array.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @return empty for one without an id
     * @throws MalformedRecordException when it is not one well-formed JSON object
     */
    public Optional<Said> read(byte[] bytes) throws MalformedRecordException {
        if (key.isOfWholeArray()) {
            return Optional.of(new Said(key.wholeArray(), ContentDigest.of(bytes), Optional.empty(), false));
        }
        JsonRecord record = JsonRecord.read(bytes, fields());
        Optional<String> id = key.id(record);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        boolean gone = deleted.stream().anyMatch(sign -> sign.isTrueOf(record));
        return Optional.of(new Said(id.get(), versionOf(record), changedAt(record), gone));
    }

    private Set<String> fields() {
        return Stream.concat(
                        Stream.of(key.field(), version, updated),
                        deleted.stream().map(Deletion::field))
                .collect(Collectors.toSet());
    }

    private String versionOf(JsonRecord record) throws MalformedRecordException {
        for (String field : List.of(version, updated)) {
            if (record.value(field) != null) {
                return record.value(field);
            }
        }
        return ContentDigest.of(record.bytes());
    }

    /** Ticks, or ISO with or without a zone; what is none of them is no reason to refuse the record. */
    private Optional<Instant> changedAt(JsonRecord record) {
        return Optional.ofNullable(record.value(updated)).flatMap(RecordTraits::time);
    }

    private static Optional<Instant> time(String text) {
        try {
            if (TICKS.matcher(text).matches()) {
                return Optional.of(Ticks.toInstant(Long.parseLong(text)));
            }
            return Optional.of(
                    text.matches(".*([zZ]|[+-]\\d\\d:?\\d\\d)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
