package io.camelclio.kafka.erasure;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is to be erased, and who says so.
 *
 * @param entity the kind of record, such as {@code clio.contact}
 * @param keys keys of records, {@code <connection>/<id>}; each once, 1 to {@value #MOST_KEYS}; sorted, unmodifiable
 * @param by who asks for it, for the proof; 1 to 100 letters, digits, spaces or {@code . _ @ + -}
 */
public record ErasureRequest(String entity, List<String> keys, String by) {

    /** The most keys of one request, so that its proof fits one record. */
    public static final int MOST_KEYS = 10_000;

    private static final Pattern KEY = Pattern.compile("[^/\\s]+(/[^/\\s]+)+");
    private static final int LONGEST_KEY = 500;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._@+-]{1,100}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is not allowed; names it
     */
    public ErasureRequest {
        Set<String> distinct = new TreeSet<>(keys);
        if (distinct.isEmpty() || distinct.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "One erasure takes 1 to %d keys, was given %d; split them".formatted(MOST_KEYS, distinct.size()));
        }
        distinct.stream()
                .filter(key -> key.length() > LONGEST_KEY || !KEY.matcher(key).matches())
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            "A key is <connection>/<id>, such as us/152, without spaces; was '%s'".formatted(key));
                });
        if (!NAME.matcher(by).matches()) {
            throw new IllegalArgumentException(
                    "Who erases is named in 1 to 100 letters, digits, spaces or . _ @ + -, was '%s'".formatted(by));
        }
        keys = List.copyOf(distinct);
    }
}
