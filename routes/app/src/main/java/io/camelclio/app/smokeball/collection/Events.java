package io.camelclio.app.smokeball.collection;

import io.camelclio.app.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the types of Smokeball's webhook events mean, as the file beside the collections says. */
public final class Events {

    /** Sent when a write that Smokeball had queued failed (Smokeball, "Webhooks"). */
    public static final String ERROR = "error";

    private final Map<String, Optional<EventMeaning>> byType;

    private Events(Map<String, Optional<EventMeaning>> byType) {
        this.byType = byType;
    }

    /**
     * Reads the file of events.
     *
     * @param routesDir a team's own folder, which may hold a file of its own
     * @throws SettingsException naming every place that is wrong
     */
    public static Events read(Optional<Path> routesDir, Collections collections) throws SettingsException {
        List<String> problems = new ArrayList<>();
        Map<String, Optional<EventMeaning>> byType =
                new EventFile(EntryFile.read(EventFile.PATH, routesDir, problems), collections, problems).meanings();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Events(byType);
    }

    /** Whether the file has this type, be it among those that mean no record. */
    public boolean knows(String type) {
        return byType.containsKey(type);
    }

    /** Which record events of this type are about; empty for a type that is unknown or means none. */
    public Optional<EventMeaning> of(String type) {
        return byType.getOrDefault(type, Optional.empty());
    }

    /**
     * The types that are worth asking for: of the entities given, and those of failed writes.
     *
     * @param isRead whether records of an entity are read
     */
    public Set<String> wanted(Predicate<String> isRead) {
        Set<String> types = new TreeSet<>(Set.of(ERROR));
        byType.forEach((type, meaning) ->
                meaning.filter(record -> isRead.test(record.entity())).ifPresent(record -> types.add(type)));
        return types;
    }
}
