package io.camelclio.component;

import java.time.Instant;
import java.util.Map;

/**
 * What a comparison of a list with what is known has found, all of it confirmed by the route. Records that the list lacks
 * wait for a second look: the delivery of their deletion may be under way.
 *
 * @param upTo what changed before, on Clio's clock, counts; on ours where Clio did not say its time
 * @param records how many Clio has
 * @param missing how many of them were missing or older, and were handed over
 * @param deleted how many known ones Clio has no more, and were handed over as deleted
 * @param noted how many were not known and are taken for known without being handed over
 * @param untold how many known ones were not in the list without that telling anything: see the log
 * @param lacking known ones that were not in the list, of which Clio is still to be asked; none after the second look
 * @param calls how many calls of Clio's API it took, repeated ones not counted
 */
public record ListComparison(
        Instant upTo, int records, int missing, int deleted, int noted, int untold, Lacking lacking, int calls) {

    /**
     * Known records that were not in the list.
     *
     * @param versions the version of each that was known, by id
     * @param vendorTime Clio's time when the list was read to its end
     * @param asOf when that was asked for, on our clock
     */
    public record Lacking(Map<String, String> versions, Instant vendorTime, Instant asOf) {}

    /** Whether the comparison is at its end only with a second look. */
    public boolean needsSecondLook() {
        return !lacking.versions().isEmpty();
    }

    ListComparison afterSecondLook(int foundMissing, int foundDeleted, int leftUntold, int furtherCalls) {
        return new ListComparison(
                upTo,
                records,
                missing + foundMissing,
                deleted + foundDeleted,
                noted,
                untold + leftUntold,
                new Lacking(Map.of(), lacking.vendorTime(), lacking.asOf()),
                calls + furtherCalls);
    }
}
