package io.camelclio.testkit.smokeball.listing;

import io.camelclio.testkit.smokeball.catalogue.Deletion;
import io.camelclio.testkit.smokeball.catalogue.Filter;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How lists behave where the vendor's documentation is silent or its history shows errors. Each choice applies from the
 * moment it is made. Thread-safe.
 */
public final class ListBehaviour {

    /** The five statuses of a matter (API reference, GET /matters). */
    public static final Set<String> MATTER_STATUSES = Set.of("Open", "Pending", "Closed", "Deleted", "Cancelled");

    private static final int HIGHEST_LIMIT = 500;

    private volatile RowOrder order = RowOrder.ARBITRARY;
    private volatile boolean inclusive = true;
    private volatile boolean linksKeepFilters = true;
    private volatile boolean limitEchoed = true;
    private volatile boolean deletedRowsListed = true;
    private volatile int sizeError;
    private volatile int defaultLimit = HIGHEST_LIMIT;
    private volatile Set<String> defaultStatuses = Set.of("Open", "Pending", "Closed");
    private volatile Deprecation deprecation = Deprecation.TAKEN;

    /** The order of rows where none is asked for; {@link RowOrder#ARBITRARY} by default. */
    public void rowOrder(RowOrder rowOrder) {
        order = Objects.requireNonNull(rowOrder, "rowOrder");
    }

    /**
     * Whether a row that was updated exactly at {@code UpdatedSince} or {@code LastUpdated} is in; it is by default.
     * Undocumented.
     */
    public void sinceIsInclusive(boolean in) {
        inclusive = in;
    }

    /** Whether {@code next} repeats the filters; it does by default, and did not at some times (release notes). */
    public void nextLinksKeepFilters(boolean kept) {
        linksKeepFilters = kept;
    }

    /** Whether an envelope tells its {@code limit}; it does by default, and every part of it is optional (reference). */
    public void limitIsEchoed(boolean echoed) {
        limitEchoed = echoed;
    }

    /**
     * Makes {@code size} wrong, as it was for staff until March 2026 (release notes).
     *
     * @param difference what is added to the right number; 0 by default
     */
    public void sizeError(int difference) {
        sizeError = difference;
    }

    /**
     * The limit where none is asked for: 500 by default (documented in prose), while samples show 100 and 50.
     *
     * @param limit from 1 to 500
     */
    public void defaultLimit(int limit) {
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("Smokeball's limits are from 1 to 500, not " + limit);
        }
        defaultLimit = limit;
    }

    /**
     * The matters listed where no {@code Status} is asked for: open, pending and closed ones by default. Undocumented.
     *
     * @param statuses of {@link #MATTER_STATUSES}
     */
    public void defaultMatterStatuses(Set<String> statuses) {
        if (!MATTER_STATUSES.containsAll(statuses)) {
            throw new IllegalArgumentException(
                    "A matter's statuses are " + List.copyOf(MATTER_STATUSES) + ", not " + statuses);
        }
        defaultStatuses = Set.copyOf(statuses);
    }

    /** What becomes of deprecated parameters; {@link Deprecation#TAKEN} by default. */
    public void deprecatedParameters(Deprecation what) {
        deprecation = Objects.requireNonNull(what, "what");
    }

    /**
     * Whether rows marked as deleted stay in lists that have no parameter to leave them out; they do by default.
     * Undocumented; where there is such a parameter, they always do.
     */
    public void deletedRowsAreListed(boolean listed) {
        deletedRowsListed = listed;
    }

    boolean lists(RecordVersion row) {
        return deletedRowsListed
                || !row.isDeleted()
                || row.resource().deletion().filter(Deletion::isFlag).isEmpty()
                || row.resource().filters().stream().anyMatch(filter -> filter.kind() == Filter.Kind.EXCLUDES);
    }

    RowOrder order() {
        return order;
    }

    boolean includes(long updatedTicks, long sinceTicks) {
        return inclusive ? updatedTicks >= sinceTicks : updatedTicks > sinceTicks;
    }

    boolean linksKeepFilters() {
        return linksKeepFilters;
    }

    boolean limitEchoed() {
        return limitEchoed;
    }

    int sizeError() {
        return sizeError;
    }

    int defaultLimit() {
        return defaultLimit;
    }

    Set<String> defaultStatuses() {
        return defaultStatuses;
    }

    Deprecation deprecation() {
        return deprecation;
    }
}
