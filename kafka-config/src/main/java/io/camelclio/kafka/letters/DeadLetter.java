package io.camelclio.kafka.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of a dead-letter topic as it lies there. Whatever wrote it, it can be read: nothing in it is trusted to be
 * there, or to be short, or to be text.
 *
 * @param keptAt when it was written there
 * @param key null where it has none
 * @param value null where it has none
 * @param headers by name, unmodifiable; of several of one name the last
 */
public record DeadLetter(LetterId id, Instant keptAt, String key, byte[] value, Map<String, String> headers) {

    /** Why it is there, such as {@code record_too_large}. */
    public static final String REASON = "error_reason";

    /** The id of the route that it comes from. */
    public static final String ROUTE = "source_route";

    /** The address that the route reads from; without secrets. */
    public static final String SOURCE = "source_uri";

    private static final int LONGEST_DIGEST = 200;
    private static final Pattern DIGEST = Pattern.compile("\\{\"sha256\":\"[0-9a-f]{64}\",\"bytes\":[0-9]+}");

    static DeadLetter of(String source, ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new DeadLetter(
                new LetterId(source, record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : text(record.key()),
                record.value(),
                Collections.unmodifiableMap(headers));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A header that is there and not empty. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
    }

    /** Why it is there; {@code unknown} where it does not say. */
    public String reason() {
        return header(REASON).orElse("unknown");
    }

    /** Whether the value was too long to be kept, and its digest and length stand in for it. */
    public boolean isDigest() {
        return value != null
                && value.length <= LONGEST_DIGEST
                && DIGEST.matcher(text(value)).matches();
    }

    /** Length of the value in bytes. */
    public int size() {
        return value == null ? 0 : value.length;
    }
}
