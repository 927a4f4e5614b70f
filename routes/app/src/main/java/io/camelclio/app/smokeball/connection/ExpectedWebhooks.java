package io.camelclio.app.smokeball.connection;

import java.net.URI;
import java.util.Optional;

/**
 * Where Smokeball is to send the webhooks of one account, and what proves them. The key is never shown.
 *
 * @param publicUrl the address under which Smokeball reaches the webhook server, without a slash at its end
 * @param key what Smokeball signs with; ours to choose
 * @param clientId of the application at Smokeball, which the signature covers
 * @param accountId the account's id at Smokeball, where it is configured
 */
public record ExpectedWebhooks(URI publicUrl, String key, String clientId, Optional<String> accountId) {

    /** In characters. Whoever guesses a key can make us read records again, as often as the rate limit allows. */
    public static final int SHORTEST_KEY = 16;

    /**
     * Where the webhooks of an account go.
     *
     * @param connection the account's name
     */
    public URI address(String connection) {
        return URI.create(publicUrl + "/smokeball/" + connection);
    }

    @Override
    public String toString() {
        return "ExpectedWebhooks[" + publicUrl + "]";
    }
}
