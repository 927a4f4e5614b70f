package io.camelclio.kafka.latest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a latest state writes to its changelog. */
public final class Remembered {

    private Remembered() {}

    /** That it knows a change of this key, which somebody read. */
    public static ProducerRecord<byte[], byte[]> change(
            LatestTopics of, String changes, String key, Instant time, Instant asOf) {
        return new ProducerRecord<>(
                of.changelog(),
                NewestVersions.name(changes, key.getBytes(StandardCharsets.UTF_8))
                        .get(),
                new Version(time, asOf, false, false).bytes());
    }
}
