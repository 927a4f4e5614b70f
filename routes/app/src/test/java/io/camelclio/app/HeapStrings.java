package io.camelclio.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds strings in a dump of the heap, in the form that HotSpot writes ("HPROF Agent", Binary Dump Format). Those with
 * characters beyond Latin-1 are passed over.
 */
final class HeapStrings {

    private static final int IDENTIFIER = 8;
    private static final int[] PRIMITIVE_SIZES = {0, 0, IDENTIFIER, 0, 1, 2, 4, 8, 1, 2, 4, 8};
    private static final int BYTE = 8;

    private final Pattern wanted;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, Integer> valueOffsets = new HashMap<>();
    private final Map<Long, String> arrays = new HashMap<>();
    private final Set<Long> values = new HashSet<>();
    private long stringClass;

    private HeapStrings(Pattern wanted) {
        this.wanted = wanted;
    }

    /** All strings of the heap in which this is found. */
    static Stream<String> with(Pattern wanted, Path dump) throws IOException {
        HeapStrings found = new HeapStrings(wanted);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(dump), 1 << 20))) {
            found.read(in);
        }
        return found.arrays.entrySet().stream()
                .filter(array -> found.values.contains(array.getKey()))
                .map(Map.Entry::getValue);
    }

    private void read(DataInputStream in) throws IOException {
        while (in.readByte() != 0) {
            // The name of the form, up to its end.
        }
        if (in.readInt() != IDENTIFIER) {
            throw new IOException("Only dumps of 64-bit machines can be read");
        }
        in.readLong();
        int tag;
        while ((tag = in.read()) >= 0) {
            in.readInt();
            long length = Integer.toUnsignedLong(in.readInt());
            switch (tag) {
                case 0x01 -> names.put(in.readLong(), new String(in.readNBytes((int) length - IDENTIFIER), ISO_8859_1));
                case 0x02 -> loadedClass(in);
                case 0x0c, 0x1c -> heap(in, length);
                default -> in.skipNBytes(length);
            }
        }
    }

    private void loadedClass(DataInputStream in) throws IOException {
        in.readInt();
        long id = in.readLong();
        in.readInt();
        if ("java/lang/String".equals(names.get(in.readLong()))) {
            stringClass = id;
        }
    }

    private void heap(DataInputStream in, long length) throws IOException {
        long left = length;
        while (left > 0) {
            int tag = in.readUnsignedByte();
            left -= 1
                    + switch (tag) {
                        case 0xff, 0x05, 0x07 -> skip(in, IDENTIFIER);
                        case 0x01 -> skip(in, 2 * IDENTIFIER);
                        case 0x02, 0x03, 0x08 -> skip(in, IDENTIFIER + 8);
                        case 0x04, 0x06 -> skip(in, IDENTIFIER + 4);
                        case 0x20 -> ofClass(in);
                        case 0x21 -> instance(in);
                        case 0x22 -> objects(in);
                        case 0x23 -> primitives(in);
                        default -> throw new IOException("The dump has something that is not known: " + tag);
                    };
        }
    }

    private static long skip(DataInputStream in, long bytes) throws IOException {
        in.skipNBytes(bytes);
        return bytes;
    }

    private long ofClass(DataInputStream in) throws IOException {
        long id = in.readLong();
        long read = IDENTIFIER + skip(in, 4 + 6 * IDENTIFIER + 4);
        int constants = in.readUnsignedShort();
        read += 2;
        for (int i = 0; i < constants; i++) {
            read += skip(in, 2) + value(in);
        }
        int statics = in.readUnsignedShort();
        read += 2;
        for (int i = 0; i < statics; i++) {
            read += skip(in, IDENTIFIER) + value(in);
        }
        int fields = in.readUnsignedShort();
        read += 2;
        int offset = 0;
        for (int i = 0; i < fields; i++) {
            String name = names.get(in.readLong());
            if ("value".equals(name)) {
                valueOffsets.put(id, offset);
            }
            offset += PRIMITIVE_SIZES[in.readUnsignedByte()];
            read += IDENTIFIER + 1;
        }
        return read;
    }

    private static long value(DataInputStream in) throws IOException {
        return 1 + skip(in, PRIMITIVE_SIZES[in.readUnsignedByte()]);
    }

    private long instance(DataInputStream in) throws IOException {
        in.skipNBytes(IDENTIFIER + 4);
        long of = in.readLong();
        int length = in.readInt();
        if (of == stringClass) {
            int offset = valueOffsets.get(of);
            in.skipNBytes(offset);
            values.add(in.readLong());
            in.skipNBytes(length - offset - IDENTIFIER);
        } else {
            in.skipNBytes(length);
        }
        return IDENTIFIER + 4 + IDENTIFIER + 4 + length;
    }

    private static long objects(DataInputStream in) throws IOException {
        in.skipNBytes(IDENTIFIER + 4);
        long length = Integer.toUnsignedLong(in.readInt());
        return IDENTIFIER + 4 + 4 + skip(in, IDENTIFIER + length * IDENTIFIER);
    }

    private long primitives(DataInputStream in) throws IOException {
        long id = in.readLong();
        in.readInt();
        int length = in.readInt();
        int type = in.readUnsignedByte();
        long bytes = (long) length * PRIMITIVE_SIZES[type];
        if (type == BYTE) {
            String text = new String(in.readNBytes(length), ISO_8859_1);
            if (wanted.matcher(text).find()) {
                arrays.put(id, text);
            }
        } else {
            in.skipNBytes(bytes);
        }
        return IDENTIFIER + 4 + 4 + 1 + bytes;
    }
}
