package io.camelclio.pull.progress;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.spi.StateRepository;

/**
 * How far a stream has been read. It moves only when every record of a whole read is confirmed, to the vendor's time at
 * the start of that read; the next read begins an overlap earlier, because vendors' clocks and indexes lag. Beside it
 * stands how far a read that is under way has come, so that a long one need not begin again.
 *
 * <p>Stored is a time such as {@code 2026-03-01T12:00:00Z}, or a dash for none; where somebody has set it so that all from
 * there on is read again, {@code again} follows; in the middle of a read {@code reading} and the {@link ReadProgress}.
 */
public final class Watermark {

    private static final String NOTHING_READ = "-";
    private static final String AGAIN = " again";
    private static final String READING = " reading ";

    private final StateRepository<String, String> states;
    private final String key;
    private final Duration overlap;
    private String heeded;

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
        return mark().map(mark -> mark.minus(overlap));
    }

    /**
     * Up to when everything is confirmed; empty when nothing was ever read to the end.
     *
     * @throws IllegalStateException naming the key when what is stored under it is no time
     */
    public Optional<Instant> mark() {
        return head().map(Watermark::withoutAgain)
                .filter(mark -> !mark.equals(NOTHING_READ))
                .map(mark -> parsed(() -> Instant.parse(mark)));
    }

    /**
     * What is to be stored for a stream that is to be read again whatever of it was published already.
     *
     * @param from up to when its changes are confirmed, by the vendor's time; empty for no time at all
     */
    public static String again(Optional<Instant> from) {
        return from.map(Instant::toString).orElse(NOTHING_READ) + AGAIN;
    }

    /** What is stored without the note that it is to be read again. */
    public static String withoutAgain(String stored) {
        int reading = stored.indexOf(READING);
        String head = reading < 0 ? stored : stored.substring(0, reading);
        return head.endsWith(AGAIN)
                ? head.substring(0, head.length() - AGAIN.length()) + stored.substring(head.length())
                : stored;
    }

    /** Whether somebody has set it so that all from there on is read again, and that read has not come to its end. */
    public boolean isSetBack() {
        return setBack().isPresent();
    }

    /**
     * Whether the read that begins now has to bring what was published before too, because the watermark was set so. True
     * once for each such setting: a read that is cut short and goes on does not bring the same twice.
     */
    public synchronized boolean isMeantToBeReadAgain() {
        Optional<String> setBack = setBack();
        boolean heededBefore = setBack.equals(Optional.ofNullable(heeded));
        heeded = setBack.orElse(null);
        return setBack.isPresent() && !heededBefore;
    }

    /** Whether everything up to a time is more than is known to be confirmed. */
    public boolean isBefore(Instant time) {
        return mark().map(mark -> mark.isBefore(time)).orElse(true);
    }

    /**
     * How far the read that was under way had come; empty when the last one came to its end, or asked for something else.
     *
     * @param request what the read asks for, see {@link ReadProgress#request}
     * @throws IllegalStateException naming the key when what is stored under it is unreadable
     */
    public Optional<ReadProgress> unfinished(String request) {
        return stored().filter(text -> text.contains(READING))
                .map(text -> text.substring(text.indexOf(READING) + READING.length()))
                .map(text -> parsed(() -> ReadProgress.parse(text)))
                .filter(progress -> progress.request().equals(request));
    }

    /** The read under way has come this far. Fails as the repository fails, and then nothing has changed. */
    public void keep(ReadProgress progress) {
        states.setState(key, head().orElse(NOTHING_READ) + READING + progress.text());
    }

    /** The read under way is given up: the next one begins at the watermark. */
    public void startAgain() {
        stored().filter(text -> text.contains(READING))
                .ifPresent(text -> states.setState(key, text.substring(0, text.indexOf(READING))));
    }

    /** Everything the vendor had at that time is confirmed. Fails as the repository fails, and then nothing has moved. */
    public void moveTo(Instant vendorTime) {
        states.setState(key, vendorTime.toString());
    }

    /**
     * Everything the vendor had at one time is confirmed by a read that began later. An earlier read may have come further: then
     * it stays, unless it is in the future of this one. Fails as the repository fails, and then nothing has moved.
     */
    public void moveTo(Instant upTo, Instant began) {
        moveTo(mark().filter(mark -> mark.isAfter(upTo) && !mark.isAfter(began)).orElse(upTo));
    }

    /** As if nothing had ever been read. Fails as the repository fails, and then nothing has moved. */
    public void forget() {
        states.setState(key, NOTHING_READ);
    }

    private Optional<String> stored() {
        return Optional.ofNullable(states.getState(key));
    }

    /** What stands before the progress of a read. */
    private Optional<String> head() {
        return stored().map(text -> text.contains(READING) ? text.substring(0, text.indexOf(READING)) : text);
    }

    private Optional<String> setBack() {
        return head().filter(head -> head.endsWith(AGAIN));
    }

    private <T> T parsed(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (DateTimeException e) {
            throw new IllegalStateException(
                    "The state '" + key + "' holds '" + stored().orElse("") + "' instead of a time such as"
                            + " 2026-03-01T12:00:00Z; correct it, or delete it to read everything again",
                    e);
        }
    }

    private interface Parsing<T> {
        T parse();
    }
}
