package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.cursor.Cursor;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When lists that were set back count as read again. */
class CatchUpWatchTest {

    private static final Cursor MATTERS = new Cursor("smokeball/us/matters", "2026-11-22T08:00:00Z");
    private static final Cursor CONTACTS = new Cursor("clio/us/webhooks/contact", "2026-11-22T09:00:00Z");

    private final TestClock clock = new TestClock("2026-11-22T10:00:00Z");
    private final List<Cursor> read = new ArrayList<>();

    @Test
    void eachListIsToldOnceWhenItIsAsFarAsItWas() throws Exception {
        CatchUpWatch watch = watch(List.of(
                List.of(at(MATTERS, "2020-01-01T00:00:00Z"), at(CONTACTS, "2020-01-01T00:00:00Z")),
                List.of(at(MATTERS, "2026-11-22T07:59:59Z"), at(CONTACTS, "2026-11-22T09:00:00Z")),
                List.of(at(MATTERS, "2020-01-01T00:00:00Z reading 7"), at(CONTACTS, "2026-11-22T10:00:00Z")),
                List.of(at(MATTERS, "2026-11-22T10:00:01Z"), at(CONTACTS, "2026-11-22T10:00:00Z"))));

        watch.await(Duration.ofHours(1), Duration.ZERO, read::add);

        assertThat(read).containsExactly(at(CONTACTS, "2026-11-22T09:00:00Z"), at(MATTERS, "2026-11-22T10:00:01Z"));
        assertThat(watch.missing()).isEmpty();
    }

    @Test
    void whatIsNotReadInTimeIsMissing() throws Exception {
        List<Cursor> still = List.of(at(MATTERS, "-"), at(CONTACTS, "2026-11-22T09:00:01Z"));
        CatchUpWatch watch = watch(List.of(still, still, still));

        watch.await(Duration.ofMinutes(2), Duration.ZERO, read::add);

        assertThat(read).containsExactly(at(CONTACTS, "2026-11-22T09:00:01Z"));
        assertThat(watch.missing()).containsExactly(MATTERS.name());
    }

    private static Cursor at(Cursor list, String value) {
        return new Cursor(list.name(), value);
    }

    /** Each look takes a minute. */
    private CatchUpWatch watch(List<List<Cursor>> looks) {
        Iterator<List<Cursor>> next = looks.iterator();
        return new CatchUpWatch(
                () -> {
                    clock.advance(Duration.ofMinutes(1));
                    return next.next();
                },
                List.of(MATTERS, CONTACTS),
                clock);
    }
}
