package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.kafka.LedReading;
import io.camelclio.app.smokeball.HintOutcome;
import io.camelclio.app.smokeball.SmokeballCollections;
import io.camelclio.app.smokeball.collection.EventMeaning;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the hints that webhooks left: the route that polls a record's collection reads it again. A hint that
 * leads nowhere is done at once, and counted with the reason.
 */
public final class Hints implements LedReading.Taker {

    /** The polls bring whatever is given up, so that no hint holds up those behind it for longer. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

    private final String connection;
    private final Events events;
    private final SmokeballCollections collections;
    private final Supplier<Optional<String>> accountId;
    private final WebhookMeters meters;
    private final Clock clock;
    private Instant warned = Instant.MIN;
    private volatile long toRead;

    /**
     * @param connection the account's name
     * @param accountId the account's id at Smokeball, as far as it is known
     */
    Hints(
            String connection,
            Events events,
            SmokeballCollections collections,
            Supplier<Optional<String>> accountId,
            WebhookMeters meters,
            Clock clock) {
        this.connection = connection;
        this.events = events;
        this.collections = collections;
        this.accountId = accountId;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void beginAnew() {
        collections.forgetHints();
    }

    /** What waits for longer than {@link #PATIENCE} is left to the polls. */
    @Override
    public void giveUpOverdue() {
        collections.giveUpHints(clock.instant().minus(PATIENCE));
    }

    @Override
    public void toRead(long records) {
        toRead = records;
    }

    /** How many of the topic this copy had not read yet when it last did. */
    long toRead() {
        return toRead;
    }

    @Override
    public void take(byte[] value, Runnable done) {
        Hint hint;
        try {
            hint = Hint.parse(value == null ? new byte[0] : value);
        } catch (MalformedRecordException e) {
            end("unreadable", done);
            return;
        }
        if (!hint.connection().equals(connection)) {
            done.run();
            return;
        }
        Optional<EventMeaning> meaning = events.of(hint.type());
        if (meaning.isEmpty()) {
            end("no_record", done);
        } else if (isOfAnotherAccount(hint)) {
            end("other_account", done);
        } else if (!readAgain(hint, meaning.get(), done)) {
            end(HintOutcome.NOT_POLLED.word(), done);
        }
    }

    /** Events of the whole system come for every account's changes (Smokeball, "Webhooks"). */
    private boolean isOfAnotherAccount(Hint hint) {
        Optional<String> ours = accountId.get();
        return ours.isPresent()
                && hint.accountId().isPresent()
                && !ours.get().equalsIgnoreCase(hint.accountId().get());
    }

    private boolean readAgain(Hint hint, EventMeaning meaning, Runnable done) {
        return collections.readAgain(meaning.entity(), hint.ids(), meaning.deletion(), outcome -> {
            tell(outcome, hint);
            end(outcome.word(), done);
        });
    }

    private void tell(HintOutcome outcome, Hint hint) {
        if (outcome == HintOutcome.FORBIDDEN) {
            LOG.info(
                    "Smokeball does not show connection '{}' the record {} that a webhook of type {} told of",
                    connection,
                    String.join("/", hint.ids()),
                    hint.type());
        } else if (outcome == HintOutcome.GIVEN_UP && isWarningDue()) {
            LOG.warn(
                    "What a webhook of type {} told connection '{}' of ({}) could not be read in several tries or {} min; the"
                            + " next poll brings what has changed (the meter smokeball.hints counts such; the next line of"
                            + " this kind comes in {} min at the earliest)",
                    hint.type(),
                    connection,
                    hint.ids().isEmpty() ? "the collection" : String.join("/", hint.ids()),
                    PATIENCE.toMinutes(),
                    BETWEEN_WARNINGS.toMinutes());
        }
    }

    private synchronized boolean isWarningDue() {
        Instant now = clock.instant();
        boolean due = !now.isBefore(warned.plus(BETWEEN_WARNINGS));
        warned = due ? now : warned;
        return due;
    }

    private void end(String outcome, Runnable done) {
        meters.hint(connection, outcome);
        done.run();
    }
}
