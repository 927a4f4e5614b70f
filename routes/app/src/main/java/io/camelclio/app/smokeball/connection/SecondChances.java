package io.camelclio.app.smokeball.connection;

/**
 * How often one call is made again after 401 or 403: once with a fresh token; and once with a token that is fresh already,
 * unless it is the children of one record that are refused, for each of many restricted records would then cost two calls.
 */
final class SecondChances {

    private final SmokeballLogin login;
    private final ResourceName resource;
    private boolean replaced;
    private boolean again;

    SecondChances(SmokeballLogin login, ResourceName resource) {
        this.login = login;
        this.resource = resource;
    }

    /** @return whether the call is worth another try */
    boolean take(Attempt refused) {
        if (replaced) {
            return false;
        }
        replaced = login.replace(refused.token(), refused.status());
        boolean tryAgain = !replaced && !again && !resource.isOfOneRecord();
        again |= tryAgain;
        return replaced || tryAgain;
    }
}
