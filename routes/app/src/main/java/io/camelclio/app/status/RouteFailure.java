package io.camelclio.app.status;

import io.camelclio.kafka.leadership.FencedException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/**
 * Why an exchange failed. Only our own messages and Kafka's are kept, which never quote a record.
 *
 * @param kind the class of the exception, without its package
 * @param words its message; empty where it might quote a record
 * @param kafka whether it is Kafka's
 */
record RouteFailure(Instant at, String kind, String words, boolean kafka) {

    private static final Pattern QUOTES_NOTHING = Pattern.compile("(io\\.camelclio|org\\.apache\\.kafka)\\..*");

    /** Exceptions may name each other as causes in a ring. */
    private static final int DEEPEST_CAUSE = 50;

    /** The failure itself is told of, not what it was wrapped into on its way. */
    static RouteFailure of(Throwable failure, Instant at) {
        if (failure == null) {
            return new RouteFailure(at, "rolled back", "", false);
        }
        Throwable told = failure;
        for (int depth = 0; depth < DEEPEST_CAUSE && !quotesNothing(told) && told.getCause() != null; depth++) {
            told = told.getCause();
        }
        String words = quotesNothing(told) && told.getMessage() != null ? told.getMessage() : "";
        return new RouteFailure(
                at, told.getClass().getSimpleName(), Words.bounded(words), told instanceof KafkaException);
    }

    private static boolean quotesNothing(Throwable failure) {
        return QUOTES_NOTHING.matcher(failure.getClass().getName()).matches();
    }

    /** What, and why where that is known. */
    String text() {
        return words.isEmpty() ? kind : kind + ": " + words;
    }

    /** Whether it says only that another copy of the application goes on with the work. */
    boolean isHandover() {
        return kind.equals(FencedException.class.getSimpleName());
    }
}
