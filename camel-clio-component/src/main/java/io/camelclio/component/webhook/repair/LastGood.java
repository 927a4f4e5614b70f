package io.camelclio.component.webhook.repair;

import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;

/**
 * Up to when everything of one subscription is known to have been read, kept so that a restart, or another replica, knows it
 * too. Only a read moves it, to Clio's time at its beginning: what was delivered, or should have been, proves nothing here.
 * So whoever goes on, after whatever happened, need not know what that was.
 *
 * <p>Kept are, under the name itself, what {@link Watermark} keeps; under {@code /since} from when on records that nobody
 * knows are missing; under {@code /compared} when the last comparison ended; under {@code /shape}, from before
 * the subscription's fields are corrected until what came with others was read again, that this is to be done.
 */
final class LastGood {

    /** Not every repository takes null. */
    private static final String FORGOTTEN = "-";

    private static final String OTHER_SHAPE = "other";

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

    /** Where catch-ups begin, and how far they came. */
    Watermark watermark() {
        return watermark;
    }

    /** Where a catch-up begins to read; empty when nothing was ever read, as at the very first start. */
    Optional<Instant> from() {
        return watermark.from();
    }

    /** Up to when everything has been read; empty when nothing was. */
    Optional<Instant> readUntil() {
        return watermark.mark();
    }

    /** Whether everything up to a time has been read. */
    boolean isReadUntil(Instant time) {
        return !watermark.isBefore(time);
    }

    /** Whether somebody wants all from there on read again. */
    boolean isSetBack() {
        return watermark.isSetBack();
    }

    /** Everything up to then has been read, or is not wanted; never moves it back. */
    void moveTo(Instant time) {
        if (watermark.isBefore(time)) {
            watermark.moveTo(time);
        }
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
        if (compared().isPresent()) {
            states.setState(key("compared"), FORGOTTEN);
        }
    }

    /** Whether deliveries may have been taken in another shape than the wanted one, and were not read again since. */
    boolean isOtherShape() {
        return state("shape").isPresent();
    }

    void otherShape() {
        states.setState(key("shape"), OTHER_SHAPE);
    }

    void forgetOtherShape() {
        if (isOtherShape()) {
            states.setState(key("shape"), FORGOTTEN);
        }
    }

    private Optional<String> state(String what) {
        return Optional.ofNullable(states.getState(key(what))).filter(text -> !text.equals(FORGOTTEN));
    }

    private String key(String what) {
        return name + "/" + what;
    }
}
