package io.camelclio.kafka.published;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is well or not, and that writes one line for each change, whoever finds it. */
final class Condition {

    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);

    private final String ill;
    private final String wellAgain;
    private boolean isWell = true;

    /**
     * @param ill what is written when it is not well, with a place for the reason
     * @param wellAgain what is written when it is well again
     */
    Condition(String ill, String wellAgain) {
        this.ill = ill;
        this.wellAgain = wellAgain;
    }

    synchronized void isWell() {
        if (!isWell) {
            isWell = true;
            LOG.info(wellAgain);
        }
    }

    /** @param reason never anything of a record */
    synchronized void isIll(String reason) {
        if (isWell) {
            isWell = false;
            LOG.warn(ill, reason);
        }
    }
}
