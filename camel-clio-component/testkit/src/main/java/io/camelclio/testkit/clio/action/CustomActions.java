package io.camelclio.testkit.clio.action;

import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.records.FirmRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** The account's custom actions: the requests that create them, the clicks on them and the nonces of the clicks. */
public final class CustomActions {

    private static final String PATH = "custom_actions";

    private final CustomActionEndpoint endpoint;
    private final Nonces nonces;
    private final Browser browser;

    /**
     * The custom actions of an account.
     *
     * @param plain the endpoint of custom actions as of any other resource
     * @param owner the user who owns those that a test creates without a token
     * @param clickTimeout how long a {@code target_url} may take to answer
     */
    public CustomActions(
            FirmRecords records,
            ResourceEndpoint plain,
            long owner,
            Clock clock,
            Duration clickTimeout,
            Random random) {
        endpoint = new CustomActionEndpoint(records.of(PATH), plain, owner);
        nonces = new Nonces(clock, random);
        browser = new Browser(endpoint, nonces, clickTimeout);
    }

    /** Puts the operations on custom actions on their paths. */
    public void addTo(Routes routes) {
        routes.add(PATH, endpoint);
    }

    /** Uses a nonce up and tells whether it stands for a click of this user that is not too old. */
    public boolean confirm(String nonce, long user) {
        return nonces.redeem(nonce, user);
    }

    /** A user's browser, for clicks true and forged. */
    public Browser browser() {
        return browser;
    }
}
