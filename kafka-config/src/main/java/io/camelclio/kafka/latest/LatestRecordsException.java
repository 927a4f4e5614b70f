package io.camelclio.kafka.latest;

/** What is known of a kind of record could not be read from its topics; trying again is safe. */
public final class LatestRecordsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final boolean tooMany;

    private LatestRecordsException(String message, Throwable cause, boolean tooMany) {
        super(message, cause);
        this.tooMany = tooMany;
    }

    /** Whether there are more records than are kept, which trying again does not change soon. */
    public boolean isTooMany() {
        return tooMany;
    }

    static LatestRecordsException unreadable(String changes, Throwable cause) {
        return new LatestRecordsException(
                "What is known of the records of topic %s could not be read: %s. It is tried again at the next use"
                        .formatted(changes, cause.getMessage() == null ? cause : cause.getMessage()),
                cause,
                cause instanceof LatestRecordsException known && known.isTooMany());
    }

    static LatestRecordsException tooSlow() {
        return new LatestRecordsException("they could not be read to their end in time", null, false);
    }

    static LatestRecordsException missing(String topic) {
        return new LatestRecordsException(
                "there is no topic %s; create it with the command 'topics apply'".formatted(topic), null, false);
    }

    static LatestRecordsException tooManyVersions(int most) {
        return new LatestRecordsException(
                "it holds versions of more than %d records, the most that letters are compared with; raise latest_state.max_records and the memory of the process"
                        .formatted(most),
                null,
                true);
    }

    static LatestRecordsException tooMany(String changes, int most) {
        return new LatestRecordsException(
                "topic %s holds more than %d records, the most that are compared with a list; raise latest_state.max_records and the memory of the process, or leave out option memory of its poll, and set maxKnownRecords there"
                        .formatted(changes, most),
                null,
                true);
    }
}
