package io.camelclio.kafka.latest;

/** What is known of a kind of record could not be read from its topics; trying again is safe. */
public final class LatestRecordsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private LatestRecordsException(String message, Throwable cause) {
        super(message, cause);
    }

    static LatestRecordsException unreadable(String changes, Throwable cause) {
        return new LatestRecordsException(
                "What is known of the records of topic %s could not be read: %s. It is tried again at the next use"
                        .formatted(changes, cause.getMessage() == null ? cause : cause.getMessage()),
                cause);
    }

    static LatestRecordsException tooSlow() {
        return new LatestRecordsException("they could not be read to their end in time", null);
    }

    static LatestRecordsException missing(String topic) {
        return new LatestRecordsException(
                "there is no topic %s; create it with the command 'topics apply'".formatted(topic), null);
    }

    static LatestRecordsException tooMany(String changes, int most) {
        return new LatestRecordsException(
                "topic %s holds more than %d records, the most that are compared with a list; leave out option memory of its poll, and set maxKnownRecords there"
                        .formatted(changes, most),
                null);
    }
}
