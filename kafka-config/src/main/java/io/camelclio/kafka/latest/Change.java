package io.camelclio.kafka.latest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What a record of a change topic says, by its key, its CloudEvents headers and whether it has a value; the value itself is
 * never looked at. Every type that is not a deletion carries the whole record.
 *
 * @param version null if the record is no change of ours
 * @param oddity what is odd about it, or null
 */
record Change(Version version, Oddity oddity) {

    private static final String ATTRIBUTE = "ce_";
    private static final String DELETION = ".deleted.v1";

    /** Why a record is no change of ours. */
    enum Oddity {
        /** A null without an identity: somebody erases the key. */
        ERASURE("is a null without headers"),
        NO_KEY("has no key"),
        NO_TYPE("has no header ce_type"),
        NO_TIME("has no header ce_time with a time"),
        NO_AS_OF("has no header ce_asof with a time"),
        NO_VALUE("has no value, and its ce_type is no deletion");

        private final String words;

        Oddity(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Change of(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            return odd(Oddity.NO_KEY);
        }
        if (record.value() == null && !hasAttributes(record.headers())) {
            return odd(Oddity.ERASURE);
        }
        return of(record.headers(), record.value() != null);
    }

    private static Change of(Headers headers, boolean hasValue) {
        String type = text(headers, ATTRIBUTE + "type");
        if (type == null || type.isBlank()) {
            return odd(Oddity.NO_TYPE);
        }
        Instant time = time(headers, ATTRIBUTE + "time");
        if (time == null) {
            return odd(Oddity.NO_TIME);
        }
        Instant asOf = time(headers, ATTRIBUTE + "asof");
        if (asOf == null) {
            return odd(Oddity.NO_AS_OF);
        }
        boolean deleted = type.endsWith(DELETION);
        if (!deleted && !hasValue) {
            return odd(Oddity.NO_VALUE);
        }
        boolean delivered = headers.lastHeader(ATTRIBUTE + "vendorevent") != null;
        return new Change(new Version(time, asOf, deleted, delivered), null);
    }

    private static Change odd(Oddity oddity) {
        return new Change(null, oddity);
    }

    private static boolean hasAttributes(Headers headers) {
        for (Header header : headers) {
            if (header.key().startsWith(ATTRIBUTE)) {
                return true;
            }
        }
        return false;
    }

    private static Instant time(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
