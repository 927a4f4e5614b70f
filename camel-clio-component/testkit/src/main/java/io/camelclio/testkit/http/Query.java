package io.camelclio.testkit.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decoded name-value pairs of a query string or a form: repeated names are kept, and so is the order. */
public final class Query {

    /**
     * One decoded pair.
     *
     * @param name the decoded name
     * @param value the decoded value, empty if there was none
     */
    public record Parameter(String name, String value) {}

    private final List<Parameter> parameters;

    private Query(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Reads an undecoded query string or form.
     *
     * @param raw pairs joined by {@code &}, percent-encoded; null or empty means no pairs
     * @return the pairs
     * @throws IllegalArgumentException if the percent-encoding is broken
     */
    public static Query parse(String raw) {
        List<Parameter> parameters = new ArrayList<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    parameters.add(new Parameter(decode(name), decode(value)));
                }
            }
        }
        return new Query(parameters);
    }

    /** All pairs, in the order in which they were sent. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The names that occur, in the order of their first occurrence. */
    public Set<String> names() {
        return parameters.stream().map(Parameter::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The first value of a name.
     *
     * @param name the decoded name
     * @return its first value, or empty if it does not occur
     */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * All values of a name.
     *
     * @param name the decoded name
     * @return its values in the order in which they were sent, empty if it does not occur
     */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /**
     * The same pairs with one name set to one value, which goes to the end.
     *
     * @param name the decoded name; all its occurrences are dropped
     * @param value its only value
     * @return a new query
     */
    public Query with(String name, String value) {
        List<Parameter> changed = new ArrayList<>(without(name).parameters);
        changed.add(new Parameter(name, value));
        return new Query(changed);
    }

    /**
     * The same pairs without those of one name.
     *
     * @param name the decoded name
     * @return a new query
     */
    public Query without(String name) {
        return new Query(parameters.stream()
                .filter(parameter -> !parameter.name().equals(name))
                .toList());
    }

    /** The pairs percent-encoded and joined by {@code &}; {@link #parse} reads them back. */
    public String encoded() {
        return parameters.stream()
                .map(parameter -> encode(parameter.name()) + "=" + encode(parameter.value()))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
