package io.camelclio.app.smokeball;

/** Smokeball did not give a page. Says which, with what status and what to do; never what the answer held. */
public final class SmokeballException extends Exception {

    private static final long serialVersionUID = 1L;

    private SmokeballException(String message) {
        super(message);
    }

    static SmokeballException of(String resource, int status) {
        String remedy =
                switch (status) {
                    case 400 -> "check the path and page size of the collection";
                    case 401, 403 ->
                        "check API key, client id, secret, region and the scopes granted; the next poll asks for a"
                                + " new token";
                    case 404 -> "Smokeball does not know this path; check the collection and SMOKEBALL_ACCOUNT_ID";
                    default -> "the next poll tries again from the same point";
                };
        return new SmokeballException("GET " + resource + " of Smokeball was answered " + status + ": " + remedy);
    }
}
