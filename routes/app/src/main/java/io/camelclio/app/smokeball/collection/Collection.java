package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.http.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One of Smokeball's collections: what to ask for and how to read what comes. Where it has no parameter for changes, it
 * can only be read whole.
 *
 * @param entity what one record is called: snake case, singular
 * @param path under the API's address, without a slash in front; ids of parents stand as {@code {name}}
 * @param parents the names in the path and the entities whose ids go there, outermost first; empty for most
 * @param since how it is asked for changes only
 * @param filters what goes with every request
 * @param mayFilter further parameters that a route may narrow it by
 * @param wholeBy the filters by which it holds every record that there is
 * @param scope what the application must be allowed at Smokeball, as a word for messages
 * @param whyOff why it is not read unless asked for; empty where it is
 */
public record Collection(
        String entity,
        String path,
        Map<String, String> parents,
        Envelope envelope,
        Optional<Since> since,
        Filters filters,
        Set<String> mayFilter,
        Filters wholeBy,
        RecordTraits records,
        String scope,
        Optional<String> whyOff) {

    /**
     * This collection with further filters of a route; one that has a name of this collection's own stands for it.
     *
     * @throws IllegalArgumentException naming a filter that the collection does not have
     */
    public Collection narrowed(Filters further) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(mayFilter);
        known.addAll(filters.values().keySet());
        for (String name : further.values().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("A route filters the entity '" + entity + "' of Smokeball by '"
                        + name + "'; allowed are " + (known.isEmpty() ? "none" : String.join(", ", known))
                        + ", as filters and mayFilter in " + CollectionFile.PATH + " say");
            }
        }
        return with(path, filters.overriddenBy(further), wholeBy);
    }

    /** This collection where a route knows it under another path. */
    public Collection at(String otherPath) {
        return with(otherPath, filters, wholeBy);
    }

    /** This collection where other filters than its own are those by which it holds every record. */
    Collection wholeBy(Filters others) {
        return with(path, filters, others);
    }

    private Collection with(String newPath, Filters newFilters, Filters newWholeBy) {
        return new Collection(
                entity, newPath, parents, envelope, since, newFilters, mayFilter, newWholeBy, records, scope, whyOff);
    }

    /**
     * By what its filters differ from those by which it holds every record; empty where they do not. Whatever differs may
     * leave records out, so one that is missing proves nothing.
     */
    public String narrowing() {
        return filters.differenceFrom(wholeBy);
    }

    /**
     * The list of this collection that stands under certain parents.
     *
     * @param ids of as many parents as the path has names, outermost first
     */
    public Collection under(List<String> ids) {
        String filled = path;
        Iterator<String> each = ids.iterator();
        for (String name : parents.keySet()) {
            filled = filled.replace("{" + name + "}", segment(each.next()));
        }
        return at(filled);
    }

    /** An id never leads to another path than its own. */
    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The query of one page, all filters with it.
     *
     * @param changedSince empty to ask for everything, as where the collection cannot be asked for less
     */
    public String query(int offset, int limit, Optional<Instant> changedSince) {
        Query query = new Query();
        if (envelope.isPaged()) {
            query.with("Offset", offset).with("Limit", limit);
        }
        since.ifPresent(
                parameter -> changedSince.ifPresent(time -> query.with(parameter.parameter(), parameter.value(time))));
        filters.addTo(query);
        return query.asForm();
    }
}
