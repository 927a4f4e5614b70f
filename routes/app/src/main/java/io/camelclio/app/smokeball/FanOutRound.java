package io.camelclio.app.smokeball;

import io.camelclio.pull.progress.ReadProgress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Once over all parents: those that are still to be asked, in the order of their ids, so that the last one that was done
 * tells where to go on. Parents of parents are found on the way.
 */
final class FanOutRound {

    private static final String NOBODY = "-";

    /** Outermost parents; more than that fail for a reason that is none of theirs. */
    private static final int MOST_POSTPONED = 100;

    private final Instant began;
    private final boolean whole;
    private final boolean fromTheFirst;
    private final int depth;
    private final Deque<List<String>> pending = new ArrayDeque<>(List.of(List.of()));
    private final Set<String> postponed = new HashSet<>();
    private boolean othersAnswered;
    private String doneUpTo;
    private int all;
    private int before;
    private int done;
    private int lists;
    private int forbidden;
    private int gone;
    private int failed;
    private final Set<String> notFoundUnder = new HashSet<>();
    private String firstLeftOut = "";

    private FanOutRound(Instant began, boolean whole, String doneUpTo, int depth) {
        this.began = began;
        this.whole = whole;
        this.fromTheFirst = doneUpTo.equals(NOBODY);
        this.depth = depth;
        this.doneUpTo = doneUpTo;
    }

    /** @param depth how many parents a list stands under */
    static FanOutRound fromTheFirst(Instant began, boolean whole, int depth) {
        return new FanOutRound(began, whole, NOBODY, depth);
    }

    /** @param depth how many parents a list stands under */
    static FanOutRound goingOn(ReadProgress kept, boolean whole, int depth) {
        return new FanOutRound(kept.began(), whole, kept.page(), depth);
    }

    ReadProgress kept(String request) {
        return new ReadProgress(began, request, doneUpTo);
    }

    boolean isAt(ReadProgress kept) {
        return kept.began().equals(began) && kept.page().equals(doneUpTo);
    }

    Instant began() {
        return began;
    }

    /** Whether everything is asked for, where changes could be. */
    boolean isWhole() {
        return whole;
    }

    /** Whether all of it was seen here: it did not begin elsewhere, or before a restart. */
    boolean isFromTheFirst() {
        return fromTheFirst;
    }

    /** Whether it met every parent that there is, though some may have refused what stands under them. */
    boolean foundEveryParent() {
        return fromTheFirst && notFoundUnder.isEmpty();
    }

    /** Whether it met every parent that there is under an outermost one. */
    boolean foundEveryParentUnder(String outermost) {
        return fromTheFirst && !notFoundUnder.contains(outermost);
    }

    boolean isOver() {
        return pending.isEmpty();
    }

    /** The ids of the parents whose list is next; fewer than the path has where the next ones have to be found first. */
    List<String> parents() {
        return pending.element();
    }

    /**
     * The list of parents that was next is here.
     *
     * @return whether all that stands under an outermost parent is done
     */
    boolean found(Collection<String> ids) {
        List<String> above = pending.remove();
        TreeSet<String> sorted = new TreeSet<>(ids);
        if (above.isEmpty()) {
            all = sorted.size();
            if (!doneUpTo.equals(NOBODY)) {
                String last = URLDecoder.decode(doneUpTo, StandardCharsets.UTF_8);
                sorted.headSet(last, true).clear();
            }
            before = all - sorted.size();
        }
        for (Iterator<String> each = sorted.descendingIterator(); each.hasNext(); ) {
            List<String> path = new ArrayList<>(above);
            path.add(each.next());
            pending.addFirst(path);
        }
        othersAnswered |= !above.isEmpty();
        return !above.isEmpty() && settle(above);
    }

    /** @return whether all that stands under an outermost parent is done */
    boolean read() {
        lists++;
        othersAnswered = true;
        return settle(pending.remove());
    }

    /** @return whether all that stands under an outermost parent is done */
    boolean refused(int status) {
        othersAnswered = true;
        if (status == 404) {
            gone++;
        } else {
            forbidden++;
        }
        return leaveOut();
    }

    /**
     * What was next fails again and again. It is asked again when all others are done, and left out only if it fails then too
     * while others are answered: a connection that is down is no fault of theirs.
     *
     * @return whether it is left out
     */
    boolean failed() {
        String outermost = parents().get(0);
        boolean again = postponed.contains(outermost);
        boolean room = postponed.size() < MOST_POSTPONED;
        if (othersAnswered && (again || !room)) {
            failed++;
            leaveOut();
            return true;
        }
        if (again || room) {
            pending.removeIf(path -> path.get(0).equals(outermost));
            pending.addLast(List.of(outermost));
            postponed.add(outermost);
            othersAnswered = false;
        }
        return false;
    }

    /** How many were refused, as long as none was read. */
    int refusedAtFirst() {
        return lists == 0 ? forbidden + gone : 0;
    }

    FanOutProgress progress() {
        return new FanOutProgress(all, before + done, lists, forbidden, gone, failed, firstLeftOut);
    }

    private boolean leaveOut() {
        List<String> path = pending.remove();
        if (path.size() < depth) {
            notFoundUnder.add(path.get(0));
        }
        if (firstLeftOut.isEmpty()) {
            firstLeftOut = String.join("/", path);
        }
        return settle(path);
    }

    private boolean settle(List<String> path) {
        String outermost = path.get(0);
        if (!pending.isEmpty() && pending.element().get(0).equals(outermost)) {
            return false;
        }
        done++;
        if (!postponed.remove(outermost)) {
            doneUpTo = URLEncoder.encode(outermost, StandardCharsets.UTF_8);
        }
        return true;
    }
}
