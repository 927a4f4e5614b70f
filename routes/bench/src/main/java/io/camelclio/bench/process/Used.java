package io.camelclio.bench.process;

import java.time.Duration;

/**
 * What a process has used since its start, or between two moments.
 *
 * @param cpu processor time of all its threads, those of the collector and the compiler included
 * @param allocatedBytes allocated by the threads that are alive
 */
public record Used(Duration cpu, long allocatedBytes) {

    /** What was used since an earlier moment. */
    public Used since(Used earlier) {
        return new Used(cpu.minus(earlier.cpu), allocatedBytes - earlier.allocatedBytes);
    }
}
