package io.camelclio.kafka.letters;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a dead letter is called, such as {@code clio-0-17}: whose it is, and its partition and offset. It stays the same for
 * as long as its topic is not deleted.
 *
 * @param source the vendor, such as {@code clio}; letters, digits and underscores
 */
public record LetterId(String source, int partition, long offset) implements Comparable<LetterId> {

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9_]*)-([0-9]{1,6})-([0-9]{1,18})");
    private static final Comparator<LetterId> ORDER = Comparator.comparing(LetterId::source)
            .thenComparing(LetterId::partition)
            .thenComparing(LetterId::offset);

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it has another form; names it
     */
    public static LetterId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "A dead letter's id is <source>-<partition>-<offset>, such as clio-0-17; was '%s'".formatted(text));
        }
        return new LetterId(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    @Override
    public int compareTo(LetterId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return source + "-" + partition + "-" + offset;
    }
}
