package io.camelclio.kafka.latest;

/**
 * How the latest state is.
 *
 * @param phase what it does now
 * @param reason what is wrong and what to do, without any content of records; null unless {@link Phase#FAILED}
 *     or {@link Phase#STANDING}
 */
public record LatestStatus(Phase phase, String reason) {

    /** What the latest state does. */
    public enum Phase {
        /** Not started, or stopped. */
        STOPPED,
        /** Started, and looking whether the topics are there. */
        STARTING,
        /** Partitions are being shared out, or versions are being read back; changes wait. */
        REBALANCING,
        /** Changes are taken as they come. */
        RUNNING,
        /** As {@link #RUNNING}, but in some partition changes have waited for a minute and none was taken. */
        STANDING,
        /** Something is wrong; it is tried again every few seconds. Changes wait. */
        FAILED
    }
}
