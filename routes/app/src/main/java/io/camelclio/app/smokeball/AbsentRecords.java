package io.camelclio.app.smokeball;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for records that a list lacks, each by its own address. Only one that is not there either (404, 410) is gone; one that
 * is there has its say as it would have on the list.
 */
final class AbsentRecords extends Reading {

    private static final Logger LOG = LoggerFactory.getLogger(AbsentRecords.class);

    private final PolledList list;
    private final boolean publishing;
    private final Deque<String> left;
    private final Set<String> gone = new HashSet<>();
    private final Set<String> unanswered = new HashSet<>();
    private Instant askedAt;

    /**
     * @param ids as the vendor calls them
     * @param publishing whether what becomes known is published
     */
    AbsentRecords(PolledList list, Collection<String> ids, boolean publishing, Instant now) {
        this.list = list;
        this.publishing = publishing;
        this.left = new ArrayDeque<>(ids);
        this.askedAt = now;
    }

    @Override
    PolledList of() {
        return list;
    }

    @Override
    Optional<Request> request() {
        return Optional.of(Request.record(list.uriOf(left.element())));
    }

    @Override
    List<SmokeballRecord> take(Answer answer) {
        String id = left.remove();
        Seen seen = new Seen(list, answer.vendorTime(), askedAt);
        askedAt = answer.at();
        List<SmokeballRecord> shown =
                switch (answer.status()) {
                    case 200 -> List.of(seen.record(answer.body()));
                    case 404, 410 -> gone(id, seen);
                    default -> {
                        if (isNoAnswer(answer.status())) {
                            unanswered.add(id);
                        }
                        LOG.warn(
                                "A record that Smokeball's list {} lacks was answered {} by itself, so it is not taken for"
                                        + " deleted; the next whole reads look again",
                                list.collection().path(),
                                answer.status());
                        yield List.of();
                    }
                };
        return publishing ? list.known().news(shown) : List.of();
    }

    private List<SmokeballRecord> gone(String id, Seen seen) {
        gone.add(id);
        return list.known().isKnown(id) ? List.of(seen.vanished(id)) : List.of();
    }

    /** Where none came, or one that says nothing of the record. */
    private static boolean isNoAnswer(int status) {
        return status == 0 || status == 429 || status >= 500;
    }

    /** The ids of those of which Smokeball said nothing. */
    Set<String> unanswered() {
        return unanswered;
    }

    /** The ids of those that are not there either. */
    Set<String> gone() {
        return gone;
    }

    @Override
    boolean isUnfinished() {
        return isUnbroken() && !left.isEmpty();
    }

    @Override
    boolean isComplete() {
        return isUnbroken() && left.isEmpty();
    }
}
