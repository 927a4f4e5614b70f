package io.camelclio.app.settings;

import io.camelclio.app.smokeball.connection.ExpectedWebhooks;
import java.net.URI;
import java.util.Optional;

/**
 * How Smokeball's webhooks come in. The key is never shown.
 *
 * @param publicUrl the address under which Smokeball reaches the webhook server
 * @param key what Smokeball signs with; ours to choose
 */
public record SmokeballWebhookSettings(URI publicUrl, String key) {

    static final String PUBLIC_URL = "SMOKEBALL_PUBLIC_URL";
    static final String KEY = "SMOKEBALL_WEBHOOK_KEY";

    /** Empty when neither is given: there are no webhooks then. */
    static Optional<SmokeballWebhookSettings> read(Checks checks) {
        Optional<URI> publicUrl = checks.address(PUBLIC_URL);
        Optional<String> key = checks.optional(KEY);
        if (checks.optional(PUBLIC_URL).isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        String address = checks.required(
                PUBLIC_URL, "give the https address under which Smokeball reaches the webhook server, or no " + KEY);
        String secret =
                checks.required(KEY, "give a random text that Smokeball signs its webhooks with, or no " + PUBLIC_URL);
        if (secret != null && secret.length() < ExpectedWebhooks.SHORTEST_KEY) {
            checks.problem(KEY + " has " + secret.length() + " characters; allowed are " + ExpectedWebhooks.SHORTEST_KEY
                    + " and more, such as the output of 'openssl rand -hex 32'");
        }
        return address == null || secret == null
                ? Optional.empty()
                : publicUrl.map(url -> new SmokeballWebhookSettings(url, secret));
    }

    @Override
    public String toString() {
        return "SmokeballWebhookSettings[" + publicUrl + "]";
    }
}
