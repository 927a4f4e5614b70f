package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;

/** Smokeball did not give a page. Says which, with what status and what to do; never what the answer held. */
public final class SmokeballException extends Exception {

    private static final long serialVersionUID = 1L;

    private SmokeballException(String message) {
        super(message);
    }

    static SmokeballException of(Collection collection, int status) {
        String remedy =
                switch (status) {
                    case 400 -> "check path, filters and page size of the collection";
                    case 401, 403 ->
                        "a fresh token did not help, so that it stands still for a while; check API key, client id, region"
                                + " and the scopes granted, of which this needs " + collection.scope();
                    case 404 -> "Smokeball does not know this path; check the collection and SMOKEBALL_ACCOUNT_ID";
                    case 413 -> "even the smallest page is too large; give the collection filters, or leave it out";
                    default -> "the next poll tries again from the same point";
                };
        return new SmokeballException(
                "GET " + collection.path() + " of Smokeball was answered " + status + ": " + remedy);
    }

    static SmokeballException samePage(Collection collection) {
        return new SmokeballException("GET " + collection.path()
                + " of Smokeball gives the same page for another Offset, so its pages would never end; give the collection"
                + " an envelope without pages");
    }
}
