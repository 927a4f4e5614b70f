package io.camelclio.app.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The raw settings: a property of the name wins over the environment variable of the name; an empty value is none.
 */
public final class Given {

    private final UnaryOperator<String> lookup;
    private final Map<String, String> added;

    private Given(UnaryOperator<String> lookup, Map<String, String> added) {
        this.lookup = lookup;
        this.added = added;
    }

    /** The properties and the environment of this process. */
    public static Given toThisProcess() {
        return of(name -> System.getProperty(name, System.getenv(name)));
    }

    public static Given of(UnaryOperator<String> lookup) {
        return new Given(lookup, Map.of());
    }

    /** These settings, with others that win over them. */
    public Given with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(added);
        all.putAll(others);
        return new Given(lookup, all);
    }

    /** A value that only {@link #with} can have added: nobody sets it from outside. */
    Optional<String> addedValue(String name) {
        return Optional.ofNullable(added.get(name));
    }

    public Optional<String> value(String name) {
        String value = added.getOrDefault(name, lookup.apply(name));
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    public boolean anyOf(String... names) {
        return Stream.of(names).anyMatch(name -> value(name).isPresent());
    }
}
