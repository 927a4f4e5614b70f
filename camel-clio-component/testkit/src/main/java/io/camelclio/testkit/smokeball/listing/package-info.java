/**
 * Lists and single records: paging, incremental parameters, filters, order and envelopes.
 * {@link io.camelclio.testkit.smokeball.listing.ListBehaviour} holds what the vendor leaves open.
 */
package io.camelclio.testkit.smokeball.listing;
