package io.camelclio.testkit.clio.listing;

import io.camelclio.testkit.clio.records.ClioRecord;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param records the records of this page
 * @param next the token of the next page, empty on the last one
 * @param previous the token of the page before, empty on the first one
 */
record Page(List<ClioRecord> records, Optional<PageToken> next, Optional<PageToken> previous) {}
