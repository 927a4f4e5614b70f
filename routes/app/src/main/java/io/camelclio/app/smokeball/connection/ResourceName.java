package io.camelclio.app.smokeball.connection;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a request asks for, without account and ids, such as {@code matters/{id}/fees}: the name of a stream of records in
 * meters, health and messages. No collection of Smokeball's has a digit in its path, and hardly an id has none.
 */
record ResourceName(String text) {

    private static final int MOST_PARTS = 8;

    /** @param base the account's address, which the path begins with */
    static ResourceName of(URI base, String path) {
        String own = path.replaceFirst("\\?.*", "");
        String prefix = base.getPath() == null ? "" : base.getPath();
        String below = own.startsWith(prefix + "/") ? own.substring(prefix.length() + 1) : own;
        return new ResourceName(Arrays.stream(below.split("/"))
                .filter(part -> !part.isEmpty())
                .limit(MOST_PARTS)
                .map(part -> part.matches("[A-Za-z_-]+") ? part : "{id}")
                .collect(Collectors.joining("/")));
    }

    /** Whether it stands under a record, so that a refusal may be meant for that record alone. */
    boolean isOfOneRecord() {
        return text.contains("{id}");
    }

    @Override
    public String toString() {
        return text;
    }
}
