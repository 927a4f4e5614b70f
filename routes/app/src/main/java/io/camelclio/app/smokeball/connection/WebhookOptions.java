package io.camelclio.app.smokeball.connection;

import java.util.function.BiFunction;

/**
 * The options of one account's webhooks: both or none. Camel masks by its name the one that is a secret, wherever it logs
 * properties.
 */
public class WebhookOptions {

    private String publicUrl;
    private String secretKey;

    /** The address under which Smokeball reaches the webhook server. */
    public void setPublicUrl(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** What Smokeball is to sign this account's webhooks with, and no other's: 16 characters or more. */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    String publicUrl() {
        return publicUrl;
    }

    /** Null for none. */
    String secretKey() {
        return secretKey;
    }

    /**
     * Takes what surrounds the key off it, and looks whether the options fit together.
     *
     * @param connection its name
     * @param plain takes what surrounds an option's value off it
     * @throws IllegalArgumentException naming what is wrong
     */
    void check(String connection, BiFunction<String, String, String> plain) {
        publicUrl = plain.apply("webhooks.publicUrl", publicUrl);
        secretKey = plain.apply("webhooks.secretKey", secretKey);
        if ((publicUrl == null) != (secretKey == null)) {
            throw new IllegalArgumentException("Smokeball connection '" + connection
                    + "' has only one of the options webhooks.publicUrl and webhooks.secretKey; set the other or remove"
                    + " this one");
        }
        if (secretKey != null && secretKey.length() < ExpectedWebhooks.SHORTEST_KEY) {
            throw new IllegalArgumentException("Option webhooks.secretKey of Smokeball connection '" + connection
                    + "' has " + secretKey.length() + " characters; allowed are " + ExpectedWebhooks.SHORTEST_KEY
                    + " and more, such as the output of 'openssl rand -hex 32'");
        }
    }

    /** Names the address only. */
    @Override
    public String toString() {
        return "WebhookOptions[" + publicUrl + "]";
    }
}
