package io.camelclio.app.smokeball.collection;

import io.camelclio.app.smokeball.collection.EventMeaning.Read;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file that says what events mean. Whatever is wrong in it is told, with the place, and not only the first fault. */
final class EventFile {

    /** Where it lies, in a team's folder and on the class path. */
    static final String PATH = "smokeball/events.yaml";

    private static final Set<String> OF_RECORDS =
            new TreeSet<>(Set.of("entity", "changed", "deleted", "id", "parents", "read"));
    private static final Set<String> OF_IGNORED = new TreeSet<>(Set.of("ignored", "because"));
    private static final Pattern TYPE = Pattern.compile("[a-z]+(\\.[a-z]+)?");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]+(/[A-Za-z]+)?");

    private final EntryFile file;
    private final Collections collections;
    private final List<String> problems;
    private final Map<String, Optional<EventMeaning>> byType = new LinkedHashMap<>();

    EventFile(EntryFile file, Collections collections, List<String> problems) {
        this.file = file;
        this.collections = collections;
        this.problems = problems;
    }

    /** What each type means; incomplete if there are problems. */
    Map<String, Optional<EventMeaning>> meanings() {
        for (Map<?, ?> entry : file.entries()) {
            if (entry.containsKey("ignored")) {
                checkFields(entry, OF_IGNORED);
                if (!entry.containsKey("because")) {
                    problems.add(place(entry) + ": because is missing; allowed is the reason why they are ignored");
                }
                add(entry, "ignored", Optional.empty());
            } else {
                checkFields(entry, OF_RECORDS);
                ofRecords(entry);
            }
        }
        return byType;
    }

    private void ofRecords(Map<?, ?> entry) {
        String entity = String.valueOf(entry.get("entity"));
        if (!isKnown(entity, entry)) {
            return;
        }
        String read = entry.containsKey("read") ? String.valueOf(entry.get("read")) : "record";
        Optional<Read> what = what(read);
        if (what.isEmpty()) {
            problems.add(place(entry) + ": read is '" + read + "'; allowed are record, list, collection");
            return;
        }
        checkParents(entry, what.get(), collections.of(entity));
        String id = entry.containsKey("id") ? String.valueOf(entry.get("id")) : "id";
        List<String> parents = texts(entry, "parents");
        for (String field : parents) {
            checkField(entry, "parents", field);
        }
        checkField(entry, "id", id);
        String path = collections.of(entity).path();
        add(entry, "changed", Optional.of(new EventMeaning(entity, what.get(), false, id, parents, path)));
        add(entry, "deleted", Optional.of(new EventMeaning(entity, what.get(), true, id, parents, path)));
    }

    private static Optional<Read> what(String read) {
        return Stream.of(Read.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(read))
                .findFirst();
    }

    /** A record that may move to another parent is missed in one list before it is met in the other: no list is for it. */
    private void checkParents(Map<?, ?> entry, Read read, Collection collection) {
        boolean under = !collection.parents().isEmpty();
        if (read == Read.COLLECTION && under) {
            problems.add(
                    place(entry) + ": read is 'collection'; allowed are record, list for what stands under parents");
        }
        if (read == Read.LIST && !(under && collection.records().key().isWithinParents())) {
            problems.add(place(entry) + ": read is 'list'; allowed is that for what stands under parents and has a key"
                    + " that begins with theirs");
        }
    }

    /** The packaged file knows nothing of a team's own collections: what does not fit them means no record. */
    private boolean isKnown(String entity, Map<?, ?> entry) {
        boolean exists = collections.entities().contains(entity);
        int expected = exists ? collections.of(entity).parents().size() : 0;
        int parents = texts(entry, "parents").size();
        if (exists && parents == expected) {
            return true;
        }
        if (file.packaged()) {
            add(entry, "changed", Optional.empty());
            add(entry, "deleted", Optional.empty());
        } else if (!exists) {
            problems.add(place(entry) + ": entity is '" + entity + "'; allowed are entities of " + CollectionFile.PATH);
        } else {
            problems.add(place(entry) + ": parents has " + parents + " fields; allowed are " + expected
                    + ", one for each parent in " + CollectionFile.PATH);
        }
        return false;
    }

    private void add(Map<?, ?> entry, String list, Optional<EventMeaning> meaning) {
        for (String type : texts(entry, list)) {
            if (!TYPE.matcher(type).matches()) {
                problems.add(place(entry) + ": " + list + " has '" + type + "'; allowed are types such as fee.updated");
            } else if (byType.put(type, meaning) != null) {
                problems.add(place(entry) + ": the type " + type + " stands twice; each stands once");
            }
        }
    }

    private void checkFields(Map<?, ?> entry, Set<String> known) {
        entry.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(
                        place(entry) + ": field '" + name + "' is not known; known are " + String.join(", ", known)));
    }

    private void checkField(Map<?, ?> entry, String name, String value) {
        if (!FIELD.matcher(value).matches()) {
            problems.add(place(entry) + ": " + name + " has '" + value + "'; allowed is <field> or <field>/<field>");
        }
    }

    private static List<String> texts(Map<?, ?> entry, String name) {
        Object value = entry.get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private String place(Map<?, ?> entry) {
        return file.name() + ", "
                + (entry.containsKey("ignored") ? "ignored " + entry.get("ignored") : "entity " + entry.get("entity"));
    }
}
