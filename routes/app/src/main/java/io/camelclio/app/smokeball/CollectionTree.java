package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lists of one collection: one for the whole firm, or one under each parent, and the lists that tell which parents there
 * are. All of them share what is known, so that a record that moves from one parent to another is one record.
 */
final class CollectionTree {

    /** Stands in a path for a parent's id. */
    private static final Pattern PARENT = Pattern.compile("\\{[^}]+}");

    private final ChangeSource source;
    private final String apiUrl;
    private final Collection collection;
    private final List<Collection> ancestors;
    private final KeptReads kept;
    private final PageSize pageSize;
    private final PageSize ancestorsPageSize;
    private final Duration overlap;
    private final Absences absences;
    private final KnownCollection known;

    /**
     * @param ancestors the collections whose records' ids go into the path, outermost first
     * @param destination the topic that the records go to, where its latest state is known
     * @param mostDeleted the most records that one read, or one round, takes for deleted because they are missing
     * @param overlap how long before the last read a read for changes begins: writes at Smokeball are queued and show up late
     *     (Smokeball, "Resource creation")
     */
    CollectionTree(
            ChangeSource source,
            String apiUrl,
            Collection collection,
            List<Collection> ancestors,
            Optional<String> destination,
            KnownRecords store,
            KeptReads kept,
            PageSize pageSize,
            int mostDeleted,
            Duration overlap) {
        this.source = source;
        this.apiUrl = apiUrl;
        this.collection = collection;
        this.ancestors = ancestors;
        this.kept = kept;
        this.pageSize = pageSize;
        this.ancestorsPageSize = pageSize.another();
        this.overlap = overlap;
        this.absences = new Absences(cursor(collection), mostDeleted);
        this.known = new KnownCollection(
                store,
                new RecordList(
                        cursor(collection), source, collection.entity(), List.of(), destination, isWhole(collection)),
                absences,
                collection.since().isPresent());
    }

    Collection collection() {
        return collection;
    }

    /** How many parents a list stands under. */
    int depth() {
        return ancestors.size();
    }

    PageSize pageSize() {
        return pageSize;
    }

    /** Of the lists that tell which parents there are. */
    PageSize parentsPageSize() {
        return ancestorsPageSize;
    }

    KnownCollection known() {
        return known;
    }

    Absences absences() {
        return absences;
    }

    /**
     * The list under certain parents.
     *
     * @param parents as many ids as {@link #depth}
     */
    PolledList list(List<String> parents) {
        return polled(collection.under(parents), parents, parentKey(parents), pageSize);
    }

    /** What stands under a parent that is there no more. */
    PolledList orphans(String parentKey) {
        return polled(collection, List.of(), parentKey, pageSize);
    }

    /** Whether nothing narrows the collection, nor which parents it is read under. */
    boolean isWhole() {
        return hasWholeLists() && hasEveryParent();
    }

    /** Whether nothing narrows which parents it is read under. */
    boolean hasEveryParent() {
        return ancestors.stream().allMatch(CollectionTree::isWhole);
    }

    /** Whether nothing narrows the collection, so that each of its lists holds all that stands there. */
    boolean hasWholeLists() {
        return isWhole(collection);
    }

    /** Whether its records' keys tell what they stand under; else they may move from one parent to another. */
    boolean hasKeysOfParents() {
        return collection.records().key().underParents();
    }

    /**
     * The list whose ids are the next ones in the path.
     *
     * @param parents fewer ids than {@link #depth}
     */
    PolledList parents(List<String> parents) {
        Collection ancestor = ancestors.get(parents.size());
        List<String> own =
                parents.subList(0, Math.min(parents.size(), ancestor.parents().size()));
        Collection here = ancestor.under(own);
        return polled(here, own, parentKey(own), ancestorsPageSize);
    }

    /** How far something was read that this collection's own state goes by. */
    Watermark mark(String kind) {
        String under = ancestors.stream()
                .filter(ancestor -> !isWhole(ancestor))
                .map(ancestor -> "/" + ancestor.entity() + "?" + ancestor.narrowing())
                .collect(Collectors.joining());
        return new Watermark(kept.states(), cursor(collection) + under + kind, Duration.ZERO);
    }

    /**
     * Under which name it is kept how far the list under certain parents was read.
     *
     * @param parents as many ids as {@link #depth}
     */
    String watermarkOf(List<String> parents) {
        return cursor(collection.under(parents));
    }

    /** The names under which it is kept how far its lists were read, of whatever parents. */
    Set<String> watermarks() {
        String all = cursor(collection);
        Pattern one = Pattern.compile("\\Q" + PARENT.matcher(all).replaceAll("\\\\E[^/{}]+\\\\Q") + "\\E");
        return kept.keys().apply(all.substring(0, all.indexOf('{'))).stream()
                .filter(name -> one.matcher(name).matches())
                .collect(Collectors.toSet());
    }

    /** It is not kept any more how far a list was read. */
    void takeAway(String watermark) {
        kept.states().setState(watermark, null);
    }

    private PolledList polled(Collection here, List<String> parents, String parentKey, PageSize size) {
        return new PolledList(
                source,
                here,
                parents,
                parentKey,
                apiUrl + "/" + here.path(),
                new Watermark(kept.states(), cursor(here), overlap),
                size,
                known);
    }

    private static boolean isWhole(Collection one) {
        return one.narrowing().isEmpty();
    }

    /** The key of the record with the last of these ids; null where there is none. */
    private String parentKey(List<String> parents) {
        if (parents.isEmpty()) {
            return null;
        }
        return source.key(ancestors.get(parents.size() - 1).records().key().keyOfLast(parents));
    }

    /**
     * The id of the outermost parent that the key of a list's parent holds; empty where such a key does not tell it.
     *
     * @param parentKey as {@link PolledList#parentKey} gives it
     */
    Optional<String> outermostIn(String parentKey) {
        String ids = parentKey.substring(parentKey.indexOf('/') + 1);
        if (depth() == 1) {
            return Optional.of(ids);
        }
        boolean told = ancestors.get(depth() - 1).records().key().isWithinParents();
        return told ? Optional.of(ids.substring(0, ids.indexOf('/'))) : Optional.empty();
    }

    private String cursor(Collection here) {
        return "smokeball/" + source.connection() + "/" + here.path() + (isWhole(here) ? "" : "?" + here.narrowing());
    }
}
