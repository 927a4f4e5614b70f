package io.camelclio.testkit.smokeball.records;

import java.util.Random;
import java.util.UUID;

/** Random GUIDs that a seed makes repeatable. */
public final class Guids {

    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Guids() {}

    public static String next(Random random) {
        long high = random.nextLong() & ~0xF000L | VERSION_4;
        long low = random.nextLong() & ~0xC000_0000_0000_0000L | VARIANT;
        return new UUID(high, low).toString();
    }
}
