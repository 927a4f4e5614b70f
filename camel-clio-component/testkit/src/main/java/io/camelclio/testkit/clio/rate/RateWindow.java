package io.camelclio.testkit.clio.rate;

/** How requests are counted against the limit. Which of the two Clio does is not published. */
public enum RateWindow {

    /** In windows of one period that begin with a token's first request; two can follow each other closely. */
    FIXED,

    /** In any period that ends with the request: the stricter judge. */
    SLIDING
}
