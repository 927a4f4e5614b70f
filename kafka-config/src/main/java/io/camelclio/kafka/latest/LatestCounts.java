package io.camelclio.kafka.latest;

/**
 * What has become of the changes since this process started. A change that is processed again after a failure counts
 * again, though it is on the latest topic once.
 *
 * @param taken newer versions that are on their latest topic now
 * @param deleted deletions, each a null on its latest topic now
 * @param outdated changes that were older than what was known, and left out
 * @param erased nulls without an identity, as written to erase a key: passed on as they are
 * @param foreign records without a key or without the headers of a change, left out
 */
public record LatestCounts(long taken, long deleted, long outdated, long erased, long foreign) {}
