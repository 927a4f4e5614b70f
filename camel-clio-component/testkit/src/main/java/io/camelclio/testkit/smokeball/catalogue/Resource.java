package io.camelclio.testkit.smokeball.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One collection of the API as the vendor's OpenAPI document describes it.
 *
 * @param name our short name, such as {@code fees}
 * @param path with the ids of parents in braces
 * @param entity the singular word, such as {@code activity_code}
 * @param parents for each id in the path the collections it may be of
 * @param paging the documented paging parameters
 * @param since incremental parameters
 * @param filters other parameters
 * @param sortKeys what {@code Sort} takes; empty if there is no such parameter
 * @param optionalFields fields shown only when they are named in {@code Fields}
 * @param plain whether rows are texts instead of objects
 * @param version the kind of {@code versionId}
 * @param updated the time of change in a record
 * @param deletion how a deletion shows; empty if the record then is in no list
 * @param single whether one record can be read by its id
 * @param scope the OAuth scope; empty where none is documented
 * @param event the word in the types of webhook events
 * @param fields what invented records hold
 */
public record Resource(
        String name,
        String path,
        String entity,
        List<Set<String>> parents,
        Envelope envelope,
        Set<String> paging,
        List<Since> since,
        List<Filter> filters,
        Set<String> sortKeys,
        Set<String> optionalFields,
        boolean hasId,
        boolean hasLinks,
        boolean plain,
        VersionKind version,
        Optional<Updated> updated,
        Optional<Deletion> deletion,
        boolean single,
        Optional<String> scope,
        Optional<String> event,
        List<Field> fields) {

    private static final Pattern ID = Pattern.compile("\\{\\w+}");

    /** The kind of a record's {@code versionId}. */
    public enum VersionKind {
        NONE,
        GUID,
        /** The time of change in ticks, as a text. */
        TICKS,
        OPAQUE
    }

    /** The path with the ids of parents. */
    public String path(List<String> ids) {
        String filled = path;
        for (String id : ids) {
            filled = ID.matcher(filled).replaceFirst(id);
        }
        return filled;
    }

    /** The entity in plain words, such as {@code activity code}. */
    public String words() {
        return entity.replace('_', ' ');
    }

    /** What links to a record say about it. */
    public String relation() {
        return entity.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a page can be asked for. */
    public boolean isPaged() {
        return paging.contains("Offset");
    }
}
