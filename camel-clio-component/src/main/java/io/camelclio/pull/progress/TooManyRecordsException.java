package io.camelclio.pull.progress;

/** More records than may be kept in memory. Without a trace of the stack: from then on each further record meets it. */
final class TooManyRecordsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyRecordsException(RecordList list, int capacity) {
        super(
                "A full read of '" + list.name() + "' meets more than " + capacity
                        + " records, the most that are kept in memory; narrow the list by a filter, raise option"
                        + " maxKnownRecords, or keep them elsewhere by option knownRecords",
                null,
                false,
                false);
    }
}
