package io.camelclio.bench;

import java.net.URI;
import java.util.BitSet;

/**
 * Something that takes deliveries, and what it has acknowledged.
 *
 * @param topic where it has to write them
 */
record Subject(String name, BenchProcess process, URI address, Deliveries deliveries, String topic, BitSet acknowledged)
        implements AutoCloseable {

    Subject(String name, BenchProcess process, URI address, Deliveries deliveries, String topic) {
        this(name, process, address, deliveries, topic, new BitSet());
    }

    @Override
    public void close() {
        process.close();
    }
}
