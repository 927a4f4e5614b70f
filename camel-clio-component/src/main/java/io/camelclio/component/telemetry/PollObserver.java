package io.camelclio.component.telemetry;

import java.time.Instant;

/** Is told how one poll goes, from its start to its stop, by whatever thread runs it. Never blocks, never throws. */
public interface PollObserver extends AutoCloseable {

    /** Nobody looks. */
    PollObserver NONE = new PollObserver() {

        @Override
        public void handed(int records) {}

        @Override
        public void completed(Instant upTo) {}

        @Override
        public void paused() {}

        @Override
        public void failed(Throwable failure) {}

        @Override
        public void close() {}
    };

    /**
     * Records went to the route. May be told as often as wanted while a read goes on, page by page for instance.
     *
     * @param records how many, 0 or more
     */
    void handed(int records);

    /**
     * A read ended well, empty or not: the cursor has moved.
     *
     * @param upTo whatever Clio changed before is known now, or left to deliveries, on Clio's clock; for a full read, when it began
     */
    void completed(Instant upTo);

    /** A read was put off because Clio asked for a pause, which is no failure. */
    void paused();

    /** A read failed; the next one repeats it. Only the kind of failure is kept. */
    void failed(Throwable failure);

    /** The poll stops: nothing of it is shown any more. */
    @Override
    void close();
}
