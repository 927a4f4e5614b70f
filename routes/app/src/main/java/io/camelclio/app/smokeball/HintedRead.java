package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.HintedRecords.Hinted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record read again because somebody hinted at it. Without an answer of use it comes again or is given up, and is nobody
 * else's trouble.
 */
final class HintedRead extends Reading {

    private static final Logger LOG = LoggerFactory.getLogger(HintedRead.class);

    /** A single record is there, is not shown, or is not there. */
    private static final Set<Integer> USEFUL = Set.of(200, 403, 404, 410);

    private final Hinted hinted;
    private final HintedRecords waiting;
    private final PolledList list;
    private boolean taken;
    private HintOutcome found;

    /** @param waiting where it goes back to if it has to come again */
    HintedRead(Hinted hinted, HintedRecords waiting, PolledList list) {
        this.hinted = hinted;
        this.waiting = waiting;
        this.list = list;
    }

    @Override
    PolledList of() {
        return list;
    }

    @Override
    Optional<Request> request() {
        return Optional.of(Request.record(list.uriOf(hinted.id())));
    }

    /** What a poll would say of it now, and no more. */
    @Override
    List<SmokeballRecord> take(Answer answer) {
        taken = true;
        if (!USEFUL.contains(answer.status()) || !isPrepared()) {
            LOG.debug("{} was read again in vain: status {}", list.uriOf(hinted.id()), answer.status());
            return List.of();
        }
        Seen seen = new Seen(list, answer.vendorTime(), hinted.takenAt());
        List<SmokeballRecord> shown =
                switch (answer.status()) {
                    case 200 -> List.of(seen.record(answer.body()));
                    case 403 -> List.of();
                    default -> gone(seen);
                };
        shown.forEach(list.known()::met);
        List<SmokeballRecord> news = list.known().news(shown);
        found = outcome(answer.status(), news);
        return news;
    }

    /** A poll that needs it too fails by itself. */
    private boolean isPrepared() {
        try {
            list.known().prepare();
            return true;
        } catch (RuntimeException e) {
            LOG.debug(
                    "What is known of {} cannot be looked up now",
                    list.collection().path(),
                    e);
            return false;
        }
    }

    /**
     * Two say that it is deleted: the hint and Smokeball's silence, which tells nothing of a record that stands under another
     * parent than the hint says. What was never published is no deletion to anybody.
     */
    private List<SmokeballRecord> gone(Seen seen) {
        String key = list.keyOf(list.idOf(hinted.id()));
        return hinted.deletion() && list.known().isKnown(key) && list.holds(key)
                ? List.of(seen.vanished(key))
                : List.of();
    }

    private static HintOutcome outcome(int status, List<SmokeballRecord> news) {
        if (!news.isEmpty()) {
            return HintOutcome.PUBLISHED;
        }
        return switch (status) {
            case 200 -> HintOutcome.UNCHANGED;
            case 403 -> HintOutcome.FORBIDDEN;
            default -> HintOutcome.ABSENT;
        };
    }

    @Override
    boolean isUnfinished() {
        return !taken;
    }

    @Override
    boolean isComplete() {
        return taken && isUnbroken();
    }

    /** It is over, be it in the middle: whoever waits for it is told, or it comes again. */
    void close() {
        if (found == null) {
            waiting.unread(hinted);
        } else if (isUnbroken()) {
            waiting.succeeded(hinted, found);
        } else {
            waiting.unpublished(hinted);
        }
    }
}
