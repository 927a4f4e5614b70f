package io.camelclio.component;

import java.time.Instant;

/**
 * What a comparison of a list with what is known has found, all of it confirmed by the route.
 *
 * @param began Clio's time when it began, ours where Clio did not say
 * @param records how many Clio has
 * @param missing how many of them were missing or older, and were handed over
 * @param deleted how many known ones Clio has no more, and were handed over as deleted
 * @param noted how many were not known and are taken for known without being handed over
 * @param untold how many known ones were not in the list without that telling anything: see the log
 * @param calls how many calls of Clio's API it took, repeated ones not counted
 */
public record ListComparison(Instant began, int records, int missing, int deleted, int noted, int untold, int calls) {}
