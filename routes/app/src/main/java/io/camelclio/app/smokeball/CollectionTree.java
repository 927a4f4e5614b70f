package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.RecordKey;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.spi.StateRepository;

/**
 * The lists of one collection: one for the whole firm, or one under each parent, and the lists that tell which parents there
 * are. All of them share what is known, so that a record that moves from one parent to another is one record.
 */
final class CollectionTree {

    /** Writes at Smokeball are queued and show up late, so reads overlap by minutes (Smokeball, "Resource creation"). */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final ChangeSource source;
    private final String apiUrl;
    private final Collection collection;
    private final List<Collection> ancestors;
    private final Optional<String> destination;
    private final KnownRecords known;
    private final StateRepository<String, String> cursors;
    private final PageSize pageSize;
    private final PageSize ancestorsPageSize;
    private final ConfirmedVersions confirmed = KnownCollection.confirmedDeletions();
    private final Deletions deletions;
    private final Map<List<String>, KnownCollection> ofNote = new HashMap<>();
    private final Members members = new Members();

    /**
     * @param ancestors the collections whose records' ids go into the path, outermost first
     * @param destination the topic that the records go to, where its latest state is known
     */
    CollectionTree(
            ChangeSource source,
            String apiUrl,
            Collection collection,
            List<Collection> ancestors,
            Optional<String> destination,
            KnownRecords known,
            StateRepository<String, String> cursors,
            PageSize pageSize,
            Deletions deletions) {
        this.source = source;
        this.apiUrl = apiUrl;
        this.collection = collection;
        this.ancestors = ancestors;
        this.destination = destination;
        this.known = known;
        this.cursors = cursors;
        this.pageSize = pageSize;
        this.deletions = deletions;
        this.ancestorsPageSize = pageSize.another();
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

    /** What vanishes in one read, or one round, is bounded. */
    Deletions deletions() {
        return deletions;
    }

    /** May wait, for a bounded time. */
    void prepare() {
        known.prepare(recordList(collection, List.of()));
    }

    /** Looks up who stands under whom, which another copy of the application may have changed. */
    void lookUpMembers() {
        RecordList list = recordList(collection, List.of());
        known.ids(list).forEach(id -> known.parent(list, id).ifPresent(parent -> members.met(id, parent)));
    }

    /**
     * The list under certain parents.
     *
     * @param parents as many ids as {@link #depth}
     */
    PolledList list(List<String> parents) {
        Collection here = collection.under(parents);
        KnownCollection noted = ofNote.computeIfAbsent(parents, any -> known(here, parents));
        return polled(here, parents, pageSize, noted);
    }

    /**
     * The list under certain parents, to read single records of it while it may be read itself.
     *
     * @param parents as many ids as {@link #depth}
     */
    PolledList listForOne(List<String> parents) {
        Collection here = collection.under(parents);
        KnownCollection noted = ofNote.get(parents);
        return polled(here, parents, pageSize, noted != null ? noted : known(here, parents));
    }

    /** Whether nothing narrows the collection, nor which parents it is read under. */
    boolean isWhole() {
        return isWhole(collection) && ancestors.stream().allMatch(CollectionTree::isWhole);
    }

    /** A read of the list has ended: what need not be remembered of it until the next one is forgotten. */
    void ended(List<String> parents) {
        ofNote.computeIfPresent(parents, (any, noted) -> noted.isOfNote() ? noted : null);
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
        return polled(here, own, ancestorsPageSize, known(here, own));
    }

    /** How far something was read that this collection's own state goes by. */
    Watermark mark(String kind) {
        String under = ancestors.stream()
                .filter(ancestor -> !isWhole(ancestor))
                .map(ancestor -> "/" + ancestor.entity() + "?" + ancestor.narrowing())
                .collect(Collectors.joining());
        return new Watermark(cursors, cursor(collection) + under + kind, Duration.ZERO);
    }

    private PolledList polled(Collection here, List<String> parents, PageSize size, KnownCollection noted) {
        return new PolledList(
                here,
                parents,
                parentKey(parents),
                apiUrl + "/" + here.path(),
                new Watermark(cursors, cursor(here), OVERLAP),
                size,
                noted);
    }

    private KnownCollection known(Collection here, List<String> parents) {
        RecordKey key = collection.records().key();
        boolean toldByParents = parents.isEmpty() || key.isWithinParents();
        return new KnownCollection(
                known,
                toldByParents ? recordList(here, parents) : recordList(collection, List.of()),
                confirmed,
                deletions,
                toldByParents ? Optional.empty() : Optional.of(members),
                parentKey(parents));
    }

    private RecordList recordList(Collection here, List<String> parents) {
        return new RecordList(cursor(here), source, here.entity(), parents, destination, isWhole(here));
    }

    private static boolean isWhole(Collection one) {
        return one.narrowing().isEmpty();
    }

    /** The key of the record with the last of these ids. */
    private String parentKey(List<String> parents) {
        if (parents.isEmpty()) {
            return null;
        }
        boolean toldByItself =
                !ancestors.get(parents.size() - 1).records().key().isWithinParents();
        return source.key(toldByItself ? parents.get(parents.size() - 1) : String.join("/", parents));
    }

    private String cursor(Collection here) {
        return "smokeball/" + source.connection() + "/" + here.path() + (isWhole(here) ? "" : "?" + here.narrowing());
    }
}
