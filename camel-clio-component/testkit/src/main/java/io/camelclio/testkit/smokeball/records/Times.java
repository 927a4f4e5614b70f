package io.camelclio.testkit.smokeball.records;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The ways in which Smokeball writes times as text (API reference, examples of the schemas). */
public final class Times {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter SEVEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSxxx");

    private Times() {}

    /** {@code 2022-04-23T14:00:00Z}. */
    public static String iso(Instant time) {
        return local(time) + "Z";
    }

    /** {@code 2022-04-23T14:00:00}, in UTC. */
    public static String local(Instant time) {
        return LOCAL.format(time.atOffset(ZoneOffset.UTC));
    }

    /** {@code 2022-04-23T14:00:00.1234567+00:00}. */
    public static String iso7(Instant time) {
        return SEVEN.format(time.atOffset(ZoneOffset.UTC));
    }
}
