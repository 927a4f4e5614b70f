package io.camelclio.kafka.latest;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/**
 * What is remembered of the newest change of one record, and the rule of what is newer. It holds times and no content, so
 * that it can be kept of deleted records too.
 *
 * @param time when the record changed; of a deletion that a read discovered, the time of the discovery
 * @param asOf when the vendor showed it: receipt of a delivery, start of the request for a read
 * @param deleted whether the record is gone
 * @param delivered whether the vendor sent it of its own accord, possibly late, and nobody read it
 */
record Version(Instant time, Instant asOf, boolean deleted, boolean delivered) {

    private static final Comparator<Version> BY_TIMES =
            Comparator.comparing(Version::time).thenComparing(Version::asOf);

    private static final byte FORMAT = 0x10;
    private static final byte DELETED = 0x01;
    private static final byte DELIVERED = 0x02;
    private static final int BYTES = 1 + 2 * (Long.BYTES + Integer.BYTES);

    /**
     * Whether this version, whose offset is the later one, takes the place of the known one.
     *
     * @param known what is known, or null
     * @param restorable whether the record can come back after a deletion that the vendor told of; else such a deletion is
     *     final, whatever its time
     */
    boolean replaces(Version known, boolean restorable) {
        if (known == null) {
            return true;
        }
        if (!restorable && (known.isTold() || isTold())) {
            return !known.isTold();
        }
        if (deleted == known.deleted) {
            return BY_TIMES.compare(this, known) >= 0;
        }
        return deleted ? !known.outlives(this) : outlives(known);
    }

    /** A record that a list lacks may come back to it: to a list of those who owe something, or with a permission. */
    private boolean isTold() {
        return deleted && delivered;
    }

    /**
     * Whether the record is there although it was deleted. A newer record time says so, and so does a read that began
     * after the deletion was seen. A delivery may be late, so its receipt says nothing; nor does a record time before the
     * discovery of a deletion, which is later than the deletion itself: the next read puts that right.
     */
    private boolean outlives(Version deletion) {
        return time.isAfter(deletion.time) || !delivered && asOf.isAfter(deletion.asOf);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put((byte) (FORMAT | (deleted ? DELETED : 0) | (delivered ? DELIVERED : 0)))
                .putLong(time.getEpochSecond())
                .putInt(time.getNano())
                .putLong(asOf.getEpochSecond())
                .putInt(asOf.getNano())
                .array();
    }

    /**
     * The opposite of {@link #bytes}.
     *
     * @throws IllegalArgumentException if they are of another making
     */
    static Version of(byte[] bytes) {
        if (bytes.length != BYTES || (bytes[0] & ~(DELETED | DELIVERED)) != FORMAT) {
            throw new IllegalArgumentException("The changelog of the latest state holds something else than versions;"
                    + " give the latest state an application id of its own");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte flags = buffer.get();
        try {
            return new Version(
                    Instant.ofEpochSecond(buffer.getLong(), buffer.getInt()),
                    Instant.ofEpochSecond(buffer.getLong(), buffer.getInt()),
                    (flags & DELETED) != 0,
                    (flags & DELIVERED) != 0);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The changelog of the latest state holds a time that is none", e);
        }
    }
}
