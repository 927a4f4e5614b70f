package io.camelclio.testkit.clio.webhook;

/** What the answer to the creation of a webhook holds of the fields that were asked for. */
public enum CreateAnswer {
    /** All of them (documented: Clio, "Fields"). */
    AS_ASKED,
    /** {@code id} and {@code etag} only, as if none had been asked for (our guess at the worst case). */
    ID_AND_ETAG_ONLY,
    /** All but {@code expires_at}, which one integrator in the EU region missed (seen). */
    WITHOUT_EXPIRY
}
