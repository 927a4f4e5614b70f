package io.camelclio.component;

/** How a list reaches a route. */
public enum ClioListing {
    /** One page as one body. */
    page,
    /** All pages as one body, up to a bound. */
    all,
    /** An iterator over the records of all pages, which reads on as it is consumed: for a streaming split. */
    records,
    /** An iterator over all pages, each a body by itself: for a streaming split. */
    pages
}
