package io.camelclio.testkit.kafka;

import org.apache.kafka.common.utils.Exit;

/**
 * Keeps a fault of the broker from ending the JVM that hosts it. A stand-alone broker halts its process on a fatal
 * fault, such as a lost data folder; as a guest it has to fail with an exception instead.
 */
final class HostJvm {

    private HostJvm() {}

    static void protect() {
        Exit.setHaltProcedure(HostJvm::refuse);
        Exit.setExitProcedure(HostJvm::refuse);
    }

    private static void refuse(int status, String message) {
        throw new IllegalStateException("The embedded Kafka broker met a fatal fault (status %d)%s"
                .formatted(status, message == null ? "; see its log" : ": " + message));
    }
}
