package io.camelclio.component.telemetry;

import java.time.Duration;

/** Is told how gaps of one webhook are repaired, by whatever thread repairs them. Never blocks, never throws. */
public interface RepairObserver extends AutoCloseable {

    /** Nobody looks. */
    RepairObserver NONE = new RepairObserver() {

        @Override
        public void opened(String cause) {}

        @Override
        public void handed(int records) {}

        @Override
        public void caughtUp() {}

        @Override
        public void compared(int missing, int deleted, int calls, Duration took) {}

        @Override
        public void failed(Throwable failure) {}

        @Override
        public void close() {}
    };

    /**
     * Changes may be missing from now on.
     *
     * @param cause why, as part of a sentence
     */
    void opened(String cause);

    /** So many records went to the route. */
    void handed(int records);

    /** What changed meanwhile has been read and confirmed: the gap is closed. */
    void caughtUp();

    /**
     * A comparison of all that Clio has with what is known came to its end.
     *
     * @param missing how many records were missing or older than Clio's, and were handed over
     * @param deleted how many Clio had no more, and were handed over as deleted
     * @param calls of Clio's API
     */
    void compared(int missing, int deleted, int calls, Duration took);

    /** A repair or a comparison failed; it is repeated. Only the kind of failure is kept. */
    void failed(Throwable failure);

    /** Repairs of this webhook end: nothing of them is shown any more. */
    @Override
    void close();
}
