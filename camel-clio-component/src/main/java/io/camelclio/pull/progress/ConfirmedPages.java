package io.camelclio.pull.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Tells from which page a read may go on after a restart: the first one of which, and of those before, not every record is
 * confirmed. Records may be confirmed in any order and by any thread.
 */
public final class ConfirmedPages {

    private final Deque<Page> open = new ArrayDeque<>();
    private String resumeAt;

    /** One page on its way through the route. */
    public static final class Page {

        private final String next;
        private int unconfirmed;

        private Page(int records, String next) {
            this.unconfirmed = records;
            this.next = next;
        }
    }

    /**
     * A page goes to the route, after all pages before it.
     *
     * @param records how many of its records need confirmation, 0 or more
     * @param next where the page after it is; null on the last
     */
    public synchronized Page open(int records, String next) {
        Page page = new Page(records, next);
        open.add(page);
        settle();
        return page;
    }

    /** One more record of the page is confirmed. */
    public synchronized void confirm(Page page) {
        page.unconfirmed--;
        settle();
    }

    /** Where a read may go on; empty when not even the first page is confirmed, or all of them are. */
    public synchronized Optional<String> resumeAt() {
        return Optional.ofNullable(resumeAt);
    }

    private void settle() {
        while (!open.isEmpty() && open.peek().unconfirmed == 0) {
            resumeAt = open.remove().next;
        }
    }
}
