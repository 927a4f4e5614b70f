package io.camelclio.pull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;

/**
 * How far a stream has been read. It moves only when every record of a whole read is confirmed, to the vendor's time at
 * the start of that read; the next read begins an overlap earlier, because vendors' clocks and indexes lag.
 */
public final class Watermark {

    private final StateRepository<String, String> states;
    private final String key;
    private final Duration overlap;

    public Watermark(StateRepository<String, String> states, String key, Duration overlap) {
        this.states = states;
        this.key = key;
        this.overlap = overlap;
    }

    /**
     * Where the next read begins; empty when nothing was ever read to the end.
     *
     * @throws IllegalStateException naming the key when what is stored under it is no time
     */
    public Optional<Instant> from() {
        return Optional.ofNullable(states.getState(key)).map(this::time).map(mark -> mark.minus(overlap));
    }

    private Instant time(String stored) {
        try {
            return Instant.parse(stored);
        } catch (DateTimeException e) {
            throw new IllegalStateException(
                    "The state '" + key + "' holds '" + stored + "' instead of a time such as 2026-03-01T12:00:00Z;"
                            + " correct it, or delete it to read everything again",
                    e);
        }
    }

    /** Everything the vendor had at that time is confirmed. Fails as the repository fails, and then nothing has moved. */
    public void moveTo(Instant vendorTime) {
        states.setState(key, vendorTime.toString());
    }
}
