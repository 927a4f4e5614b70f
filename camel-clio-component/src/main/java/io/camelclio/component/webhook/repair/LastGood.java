package io.camelclio.component.webhook.repair;

import io.camelclio.pull.progress.Watermark;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;

/**
 * Up to when everything of one subscription is known to have arrived, kept so that a restart knows it too. It moves when
 * Clio showed the subscription live, while no gap was open and no delivery put off, and at the end of a catch-up. Beside it
 * stands until when deliveries could be taken, and on which webhook: that counts after a restart that finds the same webhook
 * live, so that not everything since the last look at Clio has to be read.
 *
 * <p>Kept are, under the name itself, what {@link Watermark} keeps; under {@code /received} a time and the webhook's id;
 * under {@code /since} from when on records that nobody knows are missing; under {@code /compared} when the last comparison
 * ended.
 */
final class LastGood {

    /** Not every repository takes null. */
    private static final String FORGOTTEN = "-";

    private final StateRepository<String, String> states;
    private final String name;
    private final Watermark watermark;

    /**
     * @param states what keeps it
     * @param name under which it is kept
     * @param overlap how long before it a catch-up begins to read
     */
    LastGood(StateRepository<String, String> states, String name, Duration overlap) {
        this.states = states;
        this.name = name;
        this.watermark = new Watermark(states, name, overlap);
    }

    /** Until when deliveries could be taken from one webhook. */
    record Received(Instant until, long webhookId) {}

    /** Where catch-ups begin, and how far they came. */
    Watermark watermark() {
        return watermark;
    }

    /** Where a catch-up begins to read; empty when nothing is known to have arrived ever, as at the very first start. */
    Optional<Instant> from() {
        return watermark.from();
    }

    /** Everything up to then has arrived; never moves it back. */
    void moveTo(Instant time) {
        if (watermark.isBefore(time)) {
            watermark.moveTo(time);
        }
    }

    Optional<Received> received() {
        return state("received").map(text -> {
            String[] words = text.split(" ");
            if (words.length != 2) {
                throw new DateTimeException("Not a time and an id");
            }
            return new Received(Instant.parse(words[0]), Long.parseLong(words[1]));
        });
    }

    void received(Instant until, long webhookId) {
        states.setState(key("received"), until + " " + webhookId);
    }

    /** Nobody knows any more until when deliveries came. */
    void forgetReceived() {
        forget("received");
    }

    /** From when on records that are not known are missing; empty where all of them are. */
    Optional<Instant> since() {
        return state("since").map(Instant::parse);
    }

    void since(Instant time) {
        states.setState(key("since"), time.toString());
    }

    /** When the last comparison ended; empty when one is due. */
    Optional<Instant> compared() {
        return state("compared").map(Instant::parse);
    }

    void compared(Instant time) {
        states.setState(key("compared"), time.toString());
    }

    /** A comparison is due. */
    void forgetCompared() {
        forget("compared");
    }

    private void forget(String what) {
        if (state(what).isPresent()) {
            states.setState(key(what), FORGOTTEN);
        }
    }

    private Optional<String> state(String what) {
        return Optional.ofNullable(states.getState(key(what))).filter(text -> !text.equals(FORGOTTEN));
    }

    private String key(String what) {
        return name + "/" + what;
    }
}
