package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import java.net.URI;
import java.util.BitSet;

/**
 * Something that takes deliveries, and what it has acknowledged since it was last proven.
 *
 * @param start starts another one in its place, once this one has ended
 * @param topic where it has to write them
 * @param keyPrefix what stands before the record's id in its keys
 * @param acknowledged numbers of deliveries; of one thread at a time
 */
public record Subject(
        String name,
        Start start,
        BenchProcess process,
        URI address,
        Deliveries deliveries,
        String topic,
        String keyPrefix,
        BitSet acknowledged) {

    /** One that has acknowledged nothing yet. */
    public Subject(
            String name,
            Start start,
            BenchProcess process,
            URI address,
            Deliveries deliveries,
            String topic,
            String keyPrefix) {
        this(name, start, process, address, deliveries, topic, keyPrefix, new BitSet());
    }

    /** Another process in its place, which has acknowledged nothing yet. */
    public Subject as(Start otherStart, BenchProcess otherProcess) {
        return new Subject(otherStart.name(), otherStart, otherProcess, address, deliveries, topic, keyPrefix);
    }
}
