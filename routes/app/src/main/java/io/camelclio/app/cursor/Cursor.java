package io.camelclio.app.cursor;

import io.camelclio.component.webhook.subscription.WebhookModel;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is kept of one stream, such as {@code clio/us/activities}: the vendor, the account, and what is read there.
 *
 * @param value as it is kept, but for whether it was set by hand
 */
public record Cursor(String name, String value) {

    /** What the value is where nothing was ever read, or all is to be read again. */
    public static final String BEGINNING = "-";

    private static final String READING = " reading ";
    private static final String WEBHOOKS = "webhooks/";

    /** Beside the cursors: when something was last compared or swept, and what is still to be done. */
    private static final Set<String> NOTES = Set.of("since", "compared", "shape", "swept");

    /** Up to when everything has been read, on the vendor's clock; empty where this is no time. */
    public Optional<Instant> time() {
        try {
            int reading = value.indexOf(READING);
            return Optional.of(Instant.parse(reading < 0 ? value : value.substring(0, reading)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether reading begins where this says, so that an earlier time has more read again. */
    public boolean isPlaceToReadFrom() {
        return (time().isPresent() || value.equals(BEGINNING))
                && !NOTES.contains(name.substring(name.lastIndexOf('/') + 1));
    }

    /**
     * Whether this is of a list.
     *
     * @param list a model of Clio's webhooks such as {@code activity}, which has its polled list too, or the path of a list
     *     such as {@code activity_rates}, {@code matters} or {@code matters/{matterId}/fees}, which is one list for each
     *     matter
     */
    public boolean isOf(String list) {
        String[] parts = name.split("/", 3);
        if (parts.length < 3) {
            return false;
        }
        String read = parts[2];
        boolean polled = Arrays.stream(WebhookModel.values())
                .anyMatch(model -> model.word().equals(list) && model.resource().equals(read));
        return polled || read.equals(WEBHOOKS + list) || isUnder(list, read);
    }

    /** A list under parents has a cursor for its rounds, named as the list is, and one under each parent. */
    private static boolean isUnder(String list, String read) {
        String[] wanted = list.split("/", -1);
        String[] names = read.split("\\?", 2)[0].split("/", -1);
        return wanted.length == names.length
                && IntStream.range(0, names.length)
                        .allMatch(i -> wanted[i].equals(names[i]) || wanted[i].matches("\\{.*}"));
    }
}
