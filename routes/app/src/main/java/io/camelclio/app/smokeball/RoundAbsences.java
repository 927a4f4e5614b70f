package io.camelclio.app.smokeball;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a whole round over all parents lacks, judged at its end, when every list has had its say: a record may have moved to
 * another parent. If its key does not tell what it stands under, it may be where nobody looked, so none has vanished unless
 * every list was read. What stands under a parent that is there no more has vanished with it.
 */
final class RoundAbsences {

    private final CollectionTree tree;
    private final Clock clock;
    private final Set<String> askedUnder = new HashSet<>();
    private Seen outermost;
    private Set<String> listed = Set.of();
    private boolean everyParentReadable;
    private boolean everyRecordReadable;
    private Map<String, Seen> vanished;
    private AbsentRecords absentParents;

    RoundAbsences(CollectionTree tree, Clock clock) {
        this.tree = tree;
        this.clock = clock;
    }

    /** A round begins, or goes on. */
    void begin() {
        tree.absences().begin();
        askedUnder.clear();
        outermost = null;
        listed = Set.of();
        everyParentReadable = true;
        everyRecordReadable = true;
        vanished = null;
        absentParents = null;
    }

    /** What stands under a parent is about to be asked for. */
    void asked(PolledList list) {
        askedUnder.add(list.parentKey());
    }

    /** A list of parents' ids is here. */
    void foundParents(SmokeballRead read, FanOutRound round) {
        everyParentReadable &= !read.hasUnreadable();
        if (round.parents().isEmpty()) {
            outermost = read.seen();
            listed = Set.copyOf(read.met());
        }
    }

    /** A list was read whole. */
    void wasRead(SmokeballRead read) {
        if (!read.met().isEmpty()) {
            tree.absences().hasRecords();
        }
        if (read.hasUnreadable()) {
            everyRecordReadable = false;
        } else if (tree.hasWholeLists()) {
            read.lacking().forEach(key -> tree.absences().lacks(key, read.seen()));
        }
    }

    /** What is left to do before a round is over of which every list has had its say; empty when that is done. */
    Optional<Reading> next(FanOutRound round) {
        if (vanished == null) {
            vanished = round.isWhole() && tree.known().isComplete() ? judge(round) : Map.of();
            absentParents = lookForParents();
        }
        if (absentParents != null) {
            return Optional.of(absentParents);
        }
        return vanished.isEmpty() ? Optional.empty() : Optional.of(new VanishedRecords(vanished));
    }

    /** Whether every parent that there is was met, and could be told from others. */
    boolean metEveryParent(FanOutRound round) {
        return tree.hasEveryParent() && everyParentReadable && round.foundEveryParent();
    }

    private Map<String, Seen> judge(FanOutRound round) {
        if (tree.isWhole() && everyParentReadable) {
            parentsThatAreGone(round).forEach(this::lacksWithItsParent);
        }
        boolean readEverything =
                tree.isWhole() && round.isFromTheFirst() && round.progress().leftOut() == 0 && everyRecordReadable;
        if (!readEverything && !tree.hasKeysOfParents()) {
            tree.absences().forget();
        }
        return new TreeMap<>(tree.absences().end());
    }

    private void lacksWithItsParent(String parent) {
        Seen nothing = new Seen(tree.orphans(parent), outermost.vendorTime(), outermost.askedAt());
        nothing.list().knownKeys().forEach(key -> tree.absences().lacks(key, nothing));
    }

    /** The keys of parents of known records that are there no more. */
    private Set<String> parentsThatAreGone(FanOutRound round) {
        return tree.known().parents().stream()
                .filter(parent -> !askedUnder.contains(parent))
                .filter(parent -> wouldHaveBeenFound(parent, round))
                .collect(Collectors.toSet());
    }

    /** One whose key does not tell what it stands under may be where nobody looked. */
    private boolean wouldHaveBeenFound(String parent, FanOutRound round) {
        return round.foundEveryParent()
                || tree.outermostIn(parent).filter(round::foundEveryParentUnder).isPresent();
    }

    /** An outermost parent that its list lacks is asked for by itself, where Smokeball has an address for it. */
    private AbsentRecords lookForParents() {
        Set<String> parents = vanished.values().stream()
                .map(this::unlistedParent)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        if (parents.isEmpty()) {
            return null;
        }
        PolledList list = tree.parents(List.of());
        return list.hasAddressesOfRecords() ? new AbsentRecords(list, parents, false, clock.instant()) : null;
    }

    /** The id of the outermost parent of what vanished, if the list of these lacks it. */
    private Optional<String> unlistedParent(Seen seen) {
        return tree.outermostIn(seen.list().parentKey()).filter(id -> !listed.contains(id));
    }

    /** What {@link #next} gave has come to its end. */
    void ended(Reading reading) {
        if (!reading.isComplete()) {
            return;
        }
        if (reading == absentParents) {
            Set<String> gone = absentParents.gone();
            vanished.values().removeIf(seen -> unlistedParent(seen)
                    .filter(id -> !gone.contains(id))
                    .isPresent());
            absentParents = null;
        } else {
            vanished = Map.of();
        }
    }
}
