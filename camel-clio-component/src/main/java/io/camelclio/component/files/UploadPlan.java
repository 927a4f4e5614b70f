package io.camelclio.component.files;

import java.time.Duration;

/**
 * How files are sent.
 *
 * @param multipartFrom the size in bytes from which a file goes in parts
 * @param partSize in bytes; Clio wants {@value #SMALLEST_PART} at least, except for the last part (Clio, "Documents")
 * @param timeout the longest pause of the storage
 */
public record UploadPlan(long multipartFrom, long partSize, Duration timeout) {

    /** Five megabytes as the storage behind Clio counts them. */
    public static final long SMALLEST_PART = 5 * 1024 * 1024;

    /** More than the storage behind Clio takes in one request. */
    private static final long LARGEST_WHOLE = 5L * 1024 * 1024 * 1024;

    public UploadPlan {
        requireBetween("multipartFrom", multipartFrom, 1, LARGEST_WHOLE);
        requireBetween("partSize", partSize, SMALLEST_PART, LARGEST_WHOLE);
        requireBetween(
                "storageTimeout", timeout.toMillis(), 1, Duration.ofHours(1).toMillis());
    }

    private static void requireBetween(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Option " + option + " is " + value + "; allowed is " + least + " to " + most);
        }
    }

    boolean isInParts(UploadContent content) {
        return content.length() >= multipartFrom;
    }
}
